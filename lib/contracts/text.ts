import { z } from "zod";

/** NUL and lone surrogates: valid in JSON, but PostgreSQL refuses them in text and jsonb. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

export const isStorable = (text: string): boolean => !UNSTORABLE.test(text);

/** Any text that the database can hold. */
export const text = (max: number) =>
  z
    .string()
    .max(max, `Use at most ${max} characters.`)
    .refine(isStorable, "This holds a character that can't be stored (NUL or half of a character).");

/** A name that people read: trimmed and not empty. */
export const name = (max: number) => text(max).trim().min(1, "Enter a name.");

/** Times in answers: ISO 8601, UTC, milliseconds. */
export const instant = z.iso.datetime();

/** Times in requests: ISO 8601 with a zone, e.g. 2026-10-05T10:00:00Z. */
export const instantInput = z.iso
  .datetime({ offset: true, error: "Use a time with its zone, like 2026-10-05T10:00:00Z." })
  .transform((iso) => new Date(iso));
