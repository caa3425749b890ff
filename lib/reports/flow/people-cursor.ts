import { z } from "zod";

const digits = z.string().regex(/^\d{1,19}$/);

/** A place in the event log: all that orders it. Milliseconds since the epoch. */
const eventKey = z.strictObject({
  at: z.int(),
  message: digits,
  status: z.int().min(0).max(5),
  word: z.string(),
});
export type EventKey = z.output<typeof eventKey>;

/** A place among durable visits. */
const visitKey = z.strictObject({ run: digits, visit: z.int().min(0) });
export type VisitKey = z.output<typeof visitKey>;

const place = <Key extends z.ZodType>(key: Key) => z.union([key, z.enum(["start", "end"])]);

/** How far both lists were read. */
const peopleCursor = z.strictObject({ events: place(eventKey), visits: place(visitKey) });
export type PeopleCursor = z.output<typeof peopleCursor>;
export type Place<Key> = Key | "start" | "end";

export const START: PeopleCursor = { events: "start", visits: "start" };
export const isEnd = ({ events, visits }: PeopleCursor): boolean => events === "end" && visits === "end";

/** Base64 of UTF-8, because words of providers may be in any script. */
export function writeCursor(cursor: PeopleCursor): string {
  const bytes = new TextEncoder().encode(JSON.stringify(cursor));
  return btoa(String.fromCharCode(...bytes));
}

export function readCursor(text: string): PeopleCursor | null {
  try {
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    return peopleCursor.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    return null;
  }
}
