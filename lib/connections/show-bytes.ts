import { z } from "zod";
import { pathBigId, pathId } from "@/lib/contracts/ids";

/** Enough to recognise a body; a whole one can have 64 kB. */
const SHOWN = 2048;

export const malformedInput = z.strictObject({ id: pathId, requestId: pathBigId });

export const shownBytes = z.object({ text: z.string(), bytes: z.int(), cut: z.boolean() });

/** Unknown bytes as harmless text: UTF-8 where it is, and control characters as their code. */
export function showBytes(body: Uint8Array): z.output<typeof shownBytes> {
  const text = new TextDecoder().decode(body.subarray(0, SHOWN));
  const visible = text.replace(/[^\P{C}\n\t]/gu, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
  return { text: visible, bytes: body.length, cut: body.length > SHOWN };
}
