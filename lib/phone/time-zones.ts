import { prefixTable } from "./prefix-table";
import { TIME_ZONE_PREFIXES } from "./time-zone-prefixes";

const lookUp = prefixTable(TIME_ZONE_PREFIXES);
const NONE: readonly string[] = [];
const split = new Map<string, readonly string[]>();

/**
 * Zones that hold the most people of the places that share a prefix, the most populous country-wide
 * choice first. Only zones that compete with others under some prefix need to be here.
 */
const MOST_PEOPLE = [
  "America/New_York",
  "America/Mexico_City",
  "America/Sao_Paulo",
  "Asia/Jakarta",
  "Europe/Moscow",
  "Europe/London",
  "Europe/Rome",
  "Europe/Madrid",
  "Europe/Lisbon",
  "Europe/Oslo",
  "Europe/Helsinki",
  "Africa/Kinshasa",
  "America/Santiago",
  "Australia/Sydney",
  "America/Boise",
  "America/Phoenix",
  "America/Denver",
  "Asia/Almaty",
  "Asia/Makassar",
  "America/Guayaquil",
  "Pacific/Auckland",
  "Asia/Ulaanbaatar",
  "America/St_Johns",
  "Australia/Perth",
  "Indian/Reunion",
  "America/Anchorage",
  "Pacific/Tahiti",
  "America/Curacao",
  "Pacific/Tarawa",
  "Pacific/Chuuk",
  "America/Nuuk",
] as const;

const RANK = new Map<string, number>(MOST_PEOPLE.map((zone, rank) => [zone, rank]));

/**
 * All IANA zones in which the owner of a number may live: those of the number's longest known prefix, in
 * alphabetical order. Many for a prefix that spans a country ("+1"), usually one for an area code; none
 * when the prefix is unknown or the number is not E.164. A mobile phone may be anywhere: a likely zone,
 * not a position.
 */
export function timeZonesOf(e164: string): readonly string[] {
  const joined = lookUp(e164);
  if (joined === null) return NONE;
  let zones = split.get(joined);
  if (!zones) {
    zones = Object.freeze(joined.split("&"));
    split.set(joined, zones);
  }
  return zones;
}

/**
 * The one zone to show for several candidates: the only one; else the candidate in which most people live
 * (by the ranking above); else the first as given. Decisions that must not disturb anybody, such as quiet
 * hours, take all candidates instead.
 * @returns null for no candidates.
 */
export function primaryTimeZone(zones: readonly string[]): string | null {
  let best = zones[0] ?? null;
  let bestRank = best === null ? Infinity : (RANK.get(best) ?? Infinity);
  for (const zone of zones) {
    const rank = RANK.get(zone) ?? Infinity;
    if (rank < bestRank) {
      best = zone;
      bestRank = rank;
    }
  }
  return best;
}
