import { isE164 } from "@/lib/domain/phone";

const DIGIT_ZERO = 48;
const FANOUT = 10;

type Trie = {
  /** children[node * 10 + digit] = next node, 0 = none (the root is nobody's child). */
  readonly children: Uint16Array;
  /** values[node] = index into `names` + 1, 0 = no value ends here. */
  readonly values: Uint16Array;
  readonly names: readonly string[];
};

/**
 * Longest-prefix look-up over the phone numbers' digits, from the compact text that lib/phone/build writes:
 * words between blanks; a word that starts with a letter names a value, a word that starts with a digit
 * lists prefixes of the last named one ("49", or "1:204,226" for 1204 and 1226).
 * The text is parsed at the first look-up (some ms); after that a look-up walks at most nine array cells,
 * whatever the table's size, and allocates nothing.
 * @returns the value of the longest prefix; null when no prefix fits or the number is not E.164.
 */
export function prefixTable(text: string): (e164: string) => string | null {
  let trie: Trie | undefined;
  return (e164) => {
    if (!isE164(e164)) return null;
    trie ??= parse(text);
    return longest(trie, e164);
  };
}

function longest({ children, values, names }: Trie, e164: string): string | null {
  let node = 0;
  let found = 0;
  for (let i = 1; i < e164.length; i++) {
    node = children[node * FANOUT + e164.charCodeAt(i) - DIGIT_ZERO] ?? 0;
    if (node === 0) break;
    found = values[node] || found;
  }
  return found === 0 ? null : (names[found - 1] ?? null);
}

function parse(text: string): Trie {
  const names: string[] = [];
  const children: number[] = new Array<number>(FANOUT).fill(0);
  const values: number[] = [0];
  for (const word of text.split(/\s+/)) {
    if (word === "") continue;
    if (!isDigit(word)) {
      names.push(word);
      continue;
    }
    for (const prefix of prefixesOf(word)) {
      let node = 0;
      for (const digit of prefix) {
        const cell = node * FANOUT + Number(digit);
        node = children[cell] || values.length;
        if (node === values.length) {
          children[cell] = node;
          values.push(0);
          for (let i = 0; i < FANOUT; i++) children.push(0);
        }
      }
      values[node] = names.length;
    }
  }
  return { children: Uint16Array.from(children), values: Uint16Array.from(values), names };
}

/** "1:204,226" stands for 1204 and 1226. */
function prefixesOf(word: string): string[] {
  const [head = "", tails] = word.split(":");
  return tails === undefined ? [head] : tails.split(",").map((tail) => head + tail);
}

function isDigit(word: string): boolean {
  const first = word.charCodeAt(0) - DIGIT_ZERO;
  return first >= 0 && first <= 9;
}
