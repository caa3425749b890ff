import { COUNTRY_PREFIXES } from "./country-prefixes";
import { prefixTable } from "./prefix-table";

const lookUp = prefixTable(COUNTRY_PREFIXES);

/**
 * ISO 3166-1 alpha-2 code of the country that a number belongs to, e.g. "GB"; tells apart the countries
 * that share a calling code (+1, +7, +44 …).
 * Numbers under a shared calling code that no country claims, freephone ones among them, count to its main
 * country (US for +1). Satellite and international-service codes (+870, +800 …) have no country: null, as
 * for anything that is not E.164.
 */
export function countryOf(e164: string): string | null {
  return lookUp(e164);
}
