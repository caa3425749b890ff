const YEAR = 60 * 60 * 24 * 365; // s

/** Remembers a preference that the server reads when it renders. Never for anything secret. */
export function rememberPreference(name: "theme" | "locale" | "workspace", value: string): void {
  const secure = window.location.protocol === "https:" ? "; secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and on plain http
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${YEAR}; samesite=lax${secure}`;
}
