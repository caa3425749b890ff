/** Way to a value inside JSON: names of fields and numbers of items. */
export type JsonPath = readonly (string | number)[];

const PIECE = /(?:^|\.)([^.[\]]+)|\[(\d{1,9})\]/y;

/** Reads "data.items[0].name"; null for what is no path. */
export function parsePath(source: string): JsonPath | null {
  const text = source.trim().replace(/^\$\.?/, "");
  const path: (string | number)[] = [];
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < text.length) {
    const match = PIECE.exec(text);
    if (!match) return null;
    path.push(match[1] ?? Number(match[2]));
  }
  return path.length > 0 ? path : null;
}

/** The value there as text; objects and lists as JSON; null where there is none. */
export function valueAt(json: unknown, path: JsonPath): string | null {
  let value = json;
  for (const piece of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, piece)) return null;
    value = (value as Readonly<Record<string | number, unknown>>)[piece];
  }
  if (value === null || value === undefined) return null;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
