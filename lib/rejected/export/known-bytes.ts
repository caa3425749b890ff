/** Values that are kept; beyond, a list that never repeats itself would only fill the memory. */
const KEPT = 5000;

/** Values by a few bytes, found without making a text of them. */
export class KnownBytes<Value> {
  private readonly known = new Map<number, { readonly key: Buffer; readonly value: Value }[]>();
  private size = 0;

  find(bytes: Buffer, from: number, to: number): Value | undefined {
    const same = this.known.get(hashOf(bytes, from, to));
    if (!same) return undefined;
    for (const { key, value } of same) if (isEqual(key, bytes, from, to)) return value;
    return undefined;
  }

  keep(bytes: Buffer, from: number, to: number, value: Value): void {
    if (this.size >= KEPT) return;
    this.size++;
    const hash = hashOf(bytes, from, to);
    const entry = { key: Buffer.from(bytes.subarray(from, to)), value };
    const same = this.known.get(hash);
    if (same) same.push(entry);
    else this.known.set(hash, [entry]);
  }
}

/** FNV-1a, cut to what the engine keeps as a small integer. */
function hashOf(bytes: Buffer, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  return hash & 0x3fffffff;
}

function isEqual(key: Buffer, bytes: Buffer, from: number, to: number): boolean {
  if (key.length !== to - from) return false;
  for (let at = 0; at < key.length; at++) if (key[at] !== bytes[from + at]) return false;
  return true;
}
