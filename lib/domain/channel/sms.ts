import { isE164 } from "../phone";

/**
 * GSM 03.38: the basic alphabet takes one septet a character, the extension table an escape and a septet.
 * The escape itself (0x1b) is no character, so it is in neither.
 */
const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
  "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const EXTENSION = "\f^{}\\[~]|€";

const SEPTETS: ReadonlyMap<string, number> = new Map([
  ...[...BASIC].map((character): [string, number] => [character, 1]),
  ...[...EXTENSION].map((character): [string, number] => [character, 2]),
]);

/** Units of a message in one piece, and of each piece of a longer one: its header takes the difference. */
const ROOM = {
  gsm7: { single: 160, part: 153 },
  ucs2: { single: 70, part: 67 },
} as const;

/** Each segment costs as much as a message, and several networks cut or drop longer ones. */
export const MAX_SEGMENTS = 10;

export type SmsEncoding = keyof typeof ROOM;

/** A character outside of GSM-7, where it stands (UTF-16 index), and what could stand there instead. */
export type ForcingCharacter = {
  readonly at: number;
  readonly character: string;
  readonly plain: string | null;
};

export type SmsSize = {
  readonly encoding: SmsEncoding;
  /** Septets of GSM-7, or UTF-16 code units of UCS-2. */
  readonly units: number;
  /** 0 for an empty text, which providers refuse. */
  readonly segments: number;
  /** Units that still fit without one more segment. */
  readonly left: number;
  /** Empty for GSM-7. */
  readonly forcing: readonly ForcingCharacter[];
};

/** How the networks send a text: its encoding, and in how many segments. */
export function smsSize(text: string): SmsSize {
  const forcing = forcingCharacters(text);
  const encoding: SmsEncoding = forcing.length === 0 ? "gsm7" : "ucs2";
  const widths = Array.from(text, (character) =>
    encoding === "gsm7" ? (SEPTETS.get(character) ?? 1) : character.length,
  );
  const units = widths.reduce((sum, width) => sum + width, 0);
  const { single, part } = ROOM[encoding];
  if (units <= single)
    return { encoding, units, segments: units === 0 ? 0 : 1, left: single - units, forcing };
  const { parts, filled } = fill(widths, part);
  return { encoding, units, segments: parts, left: part - filled, forcing };
}

/** A character of two units that does not fit begins the next part, so the last unit may stay empty. */
function fill(widths: readonly number[], room: number): { parts: number; filled: number } {
  let parts = 1;
  let filled = 0;
  for (const width of widths) {
    if (filled + width > room) {
      parts += 1;
      filled = 0;
    }
    filled += width;
  }
  return { parts, filled };
}

/** Every character that turns the whole text into UCS-2, which has less than half the room. */
function forcingCharacters(text: string): ForcingCharacter[] {
  const found: ForcingCharacter[] = [];
  let at = 0;
  for (const character of text) {
    if (!SEPTETS.has(character)) found.push({ at, character, plain: PLAIN.get(character) ?? null });
    at += character.length;
  }
  return found;
}

/** What word processors put in by themselves, and what people typed or meant; letters keep their accents. */
const PLAIN: ReadonlyMap<string, string> = new Map([
  ..."‘’‚‛′`´".split("").map((quote): [string, string] => [quote, "'"]),
  ..."“”„‟″«»".split("").map((quote): [string, string] => [quote, '"']),
  ..."‐‑‒–—―−".split("").map((dash): [string, string] => [dash, "-"]),
  ..."\u00a0\u2002\u2003\u2009\u202f\t".split("").map((blank): [string, string] => [blank, " "]),
  ..."\u200b\u2060\ufeff\u00ad".split("").map((hidden): [string, string] => [hidden, ""]),
  ["…", "..."],
  ["•", "-"],
]);

export type SmsSenderKind = "number" | "short_code" | "alphanumeric";
export type SmsSenderProblem = "empty" | "number" | "digits" | "too_long" | "characters" | "no_letter";
export type SmsSender =
  | { readonly ok: true; readonly kind: SmsSenderKind; readonly sender: string }
  | { readonly ok: false; readonly problem: SmsSenderProblem };

const MAX_ALPHANUMERIC = 11;

/**
 * What an SMS can come from: a number in E.164, a short code of 3 to 8 digits, or a name of at most eleven
 * characters with a letter in it. Whether a country or provider allows it is theirs to say.
 * Problems: `number`, begins with "+" and is no E.164; `digits`, too many or too few for a short code (a
 * number needs its "+"); `no_letter`, a name of signs only.
 */
export function parseSmsSender(input: string): SmsSender {
  const sender = input.trim();
  if (sender === "") return { ok: false, problem: "empty" };
  if (sender.startsWith("+")) {
    return isE164(sender) ? { ok: true, kind: "number", sender } : { ok: false, problem: "number" };
  }
  if (/^\d+$/.test(sender)) {
    const short = sender.length >= 3 && sender.length <= 8;
    return short ? { ok: true, kind: "short_code", sender } : { ok: false, problem: "digits" };
  }
  if (!/^[A-Za-z0-9 &_.-]+$/.test(sender)) return { ok: false, problem: "characters" };
  if (sender.length > MAX_ALPHANUMERIC) return { ok: false, problem: "too_long" };
  if (!/[A-Za-z]/.test(sender)) return { ok: false, problem: "no_letter" };
  return { ok: true, kind: "alphanumeric", sender };
}
