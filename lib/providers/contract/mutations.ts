import fc from "fast-check";

/** Values that real senders have put where something else was expected, and some that attackers try. */
const STRANGE: readonly string[] = [
  "null",
  "true",
  "0",
  "-1",
  "1e400",
  "12345678901234567890123",
  '""',
  '"\\u0000"',
  '"\\ud800"',
  '"NaN"',
  "[]",
  "{}",
  "[[]]",
  "[null]",
  '[{"id":{}}]',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"toString":1,"hasOwnProperty":2,"length":3}',
  '"2026-13-45T99:99:99Z"',
  '"9999999999999999"',
];

const nested = (depth: number): string => `${'{"a":['.repeat(depth)}1${"]}".repeat(depth)}`;

const KEYS = ["__proto__", "constructor", "status", "id", "errors", "type", "statuses", "0", ""];

type Mutation = (body: Uint8Array) => Uint8Array;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const at = (length: number, share: number): number => Math.floor(length * share);

const flipByte =
  (share: number, mask: number): Mutation =>
  (body) => {
    const copy = Uint8Array.from(body);
    const index = at(copy.length, share);
    if (index < copy.length) copy[index] = (copy[index] ?? 0) ^ mask;
    return copy;
  };

const truncate =
  (share: number): Mutation =>
  (body) =>
    body.slice(0, at(body.length, share));

/** Replaces one value of a JSON text, or one of a form's, by text that may be of any other type. */
const swapValue =
  (share: number, replacement: string): Mutation =>
  (body) => {
    const written = decoder.decode(body);
    const values = [...written.matchAll(/(?<=[:[,=&])(?:"(?:[^"\\]|\\.)*"|[^,\]}&=[{"]+)/g)];
    const chosen = values[at(values.length, share)];
    if (!chosen) return encoder.encode(replacement);
    const end = chosen.index + chosen[0].length;
    return encoder.encode(written.slice(0, chosen.index) + replacement + written.slice(end));
  };

/** The JSON text with its n-th value, in reading order, replaced by other JSON. */
function replaceNode(parsed: unknown, target: number, replacement: string): Uint8Array {
  let seen = 0;
  const marker = "\u0001swap\u0001";
  const marked = JSON.stringify(parsed, (_key, value: unknown) => (seen++ === target ? marker : value));
  return encoder.encode(marked.replace(JSON.stringify(marker), () => replacement));
}

/** Replaces a whole object or list by something else, which byte-wise changes never reach. */
const swapTree =
  (share: number, replacement: string): Mutation =>
  (body) => {
    try {
      const parsed: unknown = JSON.parse(decoder.decode(body));
      return replaceNode(parsed, at(countNodes(parsed), share), replacement);
    } catch {
      // No JSON (any more), or nested deeper than JSON.stringify can walk.
      return encoder.encode(replacement);
    }
  };

function countNodes(value: unknown): number {
  let count = 0;
  JSON.stringify(value, (_key, node: unknown) => {
    count += 1;
    return node;
  });
  return count;
}

/** One of each JSON type, alone and inside a list. */
const TYPES = ["null", "false", "-1.5", '""', "[]", "{}", "[null]", "[7]", "[[]]", '[{"a":null}]'];

/** Every value of a JSON body, one at a time, as each other type; nothing for a body that is not JSON. */
export function* everyTypeSwap(body: Uint8Array): Generator<Uint8Array> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(decoder.decode(body));
  } catch {
    return;
  }
  const count = countNodes(parsed);
  for (let node = 0; node < count; node += 1) {
    for (const type of TYPES) yield replaceNode(parsed, node, type);
  }
}

const renameKey =
  (share: number, key: string): Mutation =>
  (body) => {
    const written = decoder.decode(body);
    const keys = [...written.matchAll(/"[^"\\]*"(?=:)|(?<=^|&)[^=&]+(?==)/g)];
    const chosen = keys[at(keys.length, share)];
    if (!chosen) return body;
    const quoted = chosen[0].startsWith('"') ? JSON.stringify(key) : key;
    return encoder.encode(
      written.slice(0, chosen.index) + quoted + written.slice(chosen.index + chosen[0].length),
    );
  };

/** Uniform in [0, 1): fc.double favours tiny values, which would only ever hit a body's beginning. */
const share = fc.nat(9_999).map((part) => part / 10_000);
const strange = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...STRANGE) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 500 }).map(nested) },
);

/** One to three changes, one after another. */
export const mutation: fc.Arbitrary<Mutation> = fc
  .array(
    fc.oneof(
      fc.tuple(share, fc.integer({ min: 1, max: 255 })).map(([where, mask]) => flipByte(where, mask)),
      share.map(truncate),
      fc.tuple(share, strange).map(([where, value]) => swapValue(where, value)),
      fc.tuple(share, strange).map(([where, value]) => swapTree(where, value)),
      fc.tuple(share, fc.constantFrom(...KEYS)).map(([where, key]) => renameKey(where, key)),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((steps) => (body) => steps.reduce((changed, step) => step(changed), body));
