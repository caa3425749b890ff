/** A small seeded generator (mulberry32): the demo looks the same every time, and tests can rely on it. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Seconds with the given median: most people are near it, some take many times as long. */
export function logNormal(random: () => number, median: number, spread: number): number {
  const gauss = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(spread * gauss);
}

export type Person = { readonly recipient: string; readonly timeZone?: string };

/** People who hide their number are known by a BSUID, which names their country; their zone is registered. */
const HIDDEN: readonly { readonly country: string; readonly timeZone: string; readonly share: number }[] = [
  { country: "BR", timeZone: "America/Sao_Paulo", share: 0.09 },
  { country: "IN", timeZone: "Asia/Kolkata", share: 0.08 },
  { country: "DE", timeZone: "Europe/Berlin", share: 0.05 },
  { country: "ID", timeZone: "Asia/Jakarta", share: 0.04 },
  { country: "MX", timeZone: "America/Mexico_City", share: 0.03 },
];

/** Numbers come from the ranges that are reserved for fiction; nobody can be called by accident. */
export function personOf(random: () => number, index: number): Person {
  let draw = random();
  for (const { country, timeZone, share } of HIDDEN) {
    if (draw < share) return { recipient: `${country}.${String(20_000_000_000_000 + index)}`, timeZone };
    draw -= share;
  }
  return random() < 0.55
    ? { recipient: `+447700900${String(index % 1000).padStart(3, "0")}` }
    : { recipient: `+120255501${String(index % 100).padStart(2, "0")}` };
}
