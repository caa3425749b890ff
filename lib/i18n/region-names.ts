import type { Locale } from "@/lib/auth/context";

const made = new Map<Locale, Intl.DisplayNames>();

/** Names of countries in a language; kept, because to make it costs more than to draw a row of a list. */
export function regionNames(locale: Locale): Intl.DisplayNames {
  const known = made.get(locale);
  if (known) return known;
  const names = new Intl.DisplayNames(locale, { type: "region", fallback: "code" });
  made.set(locale, names);
  return names;
}
