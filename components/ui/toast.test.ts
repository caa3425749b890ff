import { expect, test } from "vitest";
import { showToasts, toast } from "./toast";

test("what is raised before the list is here is shown when it comes, once and in order", () => {
  toast.error("first");
  toast.success("second", { description: "more" });
  const shown: string[] = [];
  showToasts(({ kind, text, more }) => shown.push(`${kind} ${text} ${more?.description ?? ""}`));
  toast.info("third");
  expect(shown).toEqual(["error first ", "success second more", "info third "]);
});
