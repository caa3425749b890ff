/**
 * 32-bit FNV-1a of a text's UTF-16 code units, low byte first and the high byte only where there is one: for
 * ASCII the hash of its bytes.
 */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    if (unit > 0xff) hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return hash >>> 0;
}

/** Spreads neighbouring hashes: numbers of one range differ in their last digits only (MurmurHash3's mix). */
function spread(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** A recipient's place under a rule: in [0, 100), evenly spread, always the same. */
export function holdoutShare(ruleId: string, recipient: string): number {
  return (spread(fnv1a(`${ruleId}|${recipient}`)) / 0x1_0000_0000) * 100;
}

/**
 * Whether a rule keeps a person without fallback, to measure what it brings. Decided by rule and recipient
 * alone, so that every message, process and version of the rule agrees; a larger percentage keeps those who
 * were held out and adds others.
 * @param percent - 0 (nobody) to 100 (everybody).
 */
export function isHeldOut(ruleId: string, recipient: string, percent: number): boolean {
  if (!(percent >= 0 && percent <= 100)) throw new RangeError(`${percent} is not between 0 and 100 %`);
  return holdoutShare(ruleId, recipient) < percent;
}
