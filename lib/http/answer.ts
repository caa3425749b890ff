import { json } from "@/lib/http/json";

/** What a route's handler gives back: a Response as it is, nothing as 204, anything else as JSON with 200. */
export function answer(value: unknown): Response {
  if (value instanceof Response) return value;
  return value === undefined ? new Response(null, { status: 204 }) : json(value);
}

/** 201 with what was made. */
export const created = (value: object): Response => json(value, { status: 201 });
