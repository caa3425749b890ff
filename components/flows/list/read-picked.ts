import { MAX_FLOW_BYTES } from "@/lib/flows/file-limit";

export type PickedFile = { readonly content: unknown; readonly name: string };

/** A chosen file's content with the name to propose; null: none was chosen; else what is wrong with it. */
export async function readPicked(
  file: File | undefined,
): Promise<PickedFile | "notJson" | "tooLarge" | null> {
  if (!file) return null;
  if (file.size > MAX_FLOW_BYTES) return "tooLarge";
  try {
    const content: unknown = JSON.parse(await file.text());
    return { content, name: nameIn(content) ?? file.name.replace(/(\.flow)?\.json$/i, "") };
  } catch {
    return "notJson";
  }
}

function nameIn(content: unknown): string | null {
  if (typeof content !== "object" || content === null || !("name" in content)) return null;
  return typeof content.name === "string" ? content.name : null;
}
