import { expect, test } from "vitest";
import { auditQuery } from "@/lib/audit/address";
import { auditHref } from "@/lib/audit/href";

test("reads back what it writes", () => {
  const query = {
    who: "ana+x@example.com",
    action: "member.removed",
    day: "2026-02-28",
    cursor: "12",
  } as const;
  const { searchParams } = new URL(auditHref(query), "http://localhost");
  expect(auditQuery(Object.fromEntries(searchParams))).toEqual(query);
});

test("leaves out what makes no sense", () => {
  const given = { who: ["a", "b"], action: "made.up", day: "2026-02-30", cursor: "-1", other: "x" };
  expect(auditQuery(given)).toEqual({});
  expect(auditHref({})).toBe("/settings/audit");
});
