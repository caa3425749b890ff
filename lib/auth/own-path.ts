/** A path of our own to go to after sign-in; anything that could lead to another site becomes "/". */
export function ownPath(wish: unknown): string {
  if (typeof wish !== "string" || !wish.startsWith("/")) return "/";
  const origin = "http://own.invalid";
  const url = URL.canParse(wish, origin) ? new URL(wish, origin) : null;
  // Browsers read "//host", "/\host" and hidden tabs as other hosts; so does URL.
  return url?.origin === origin ? `${url.pathname}${url.search}` : "/";
}
