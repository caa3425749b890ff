/** Names that were found good; finite, since only names of the IANA list get in. */
const known = new Set<string>();

/** Whether the runtime knows the zone by this name. Remembers, because making a formatter costs 50 µs. */
export function isTimeZone(name: string): boolean {
  if (known.has(name)) return true;
  if (name.length > 60 || !/^[A-Z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
  } catch {
    return false;
  }
  known.add(name);
  return true;
}
