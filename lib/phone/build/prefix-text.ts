const LINE_WIDTH = 108;
const HEAD_LENGTH = 4;
const WORD_LENGTH = 100;

/**
 * The compact text that lib/phone/prefix-table.ts reads, from prefix → value. Prefixes that say the same
 * as the next shorter one are left out; values keep the order of their first prefix.
 */
export function prefixText(entries: ReadonlyMap<string, string>): string {
  const byValue = new Map<string, string[]>();
  for (const prefix of [...entries.keys()].sort()) {
    const value = entries.get(prefix) ?? "";
    if (inherited(entries, prefix) === value) continue;
    byValue.set(value, [...(byValue.get(value) ?? []), prefix]);
  }
  const words = [...byValue].flatMap(([value, prefixes]) => [value, ...prefixWords(prefixes)]);
  return wrap(words);
}

function inherited(entries: ReadonlyMap<string, string>, prefix: string): string | undefined {
  for (let length = prefix.length - 1; length > 0; length--) {
    const value = entries.get(prefix.slice(0, length));
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Prefixes with the same first digits share a word: 1208201, 1208215 → "1208:201,215". */
function prefixWords(prefixes: readonly string[]): string[] {
  const words: string[] = [];
  let head = "";
  for (const prefix of prefixes) {
    const last = words.at(-1);
    const tail = prefix.slice(HEAD_LENGTH);
    if (tail !== "" && prefix.startsWith(head) && last?.startsWith(`${head}:`) && last.length < WORD_LENGTH) {
      words[words.length - 1] = `${last},${tail}`;
    } else {
      head = prefix.slice(0, HEAD_LENGTH);
      words.push(tail === "" ? prefix : `${head}:${tail}`);
    }
  }
  return words;
}

function wrap(words: readonly string[]): string {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= LINE_WIDTH)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join("\n");
}
