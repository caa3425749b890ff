/** JSON in which 64-bit integers are decimal strings, because JSON's readers would round them. */
export function json(value: unknown, init: ResponseInit = {}): Response {
  const headers = new Headers(init.headers);
  if (!headers.has("content-type")) headers.set("content-type", "application/json");
  // Answers hold people's data; neither a browser's nor a proxy's cache may keep them.
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  const text = JSON.stringify(value, (_key, item: unknown) =>
    typeof item === "bigint" ? String(item) : item,
  );
  return new Response(text, { ...init, headers });
}
