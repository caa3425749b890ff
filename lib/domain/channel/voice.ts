/** The least that the providers take, so that a step can change its connection without a new script. */
export const MAX_SCRIPT_CHARACTERS = 600;

/** A call that lasts longer reached something that keeps the line open; callers hang up, for it is paid for. */
export const MAX_CALL_SECONDS = 300;

/** Seconds that a call listens for the key after the prompt. */
export const LISTEN_SECONDS = 5;

const GAP_SECONDS = 1;
const DIGIT_SECONDS = 0.4;
const SENTENCE_PAUSE = 0.5;
const CLAUSE_PAUSE = 0.2;

/** Letters that make up one word more: compounds and addresses take longer than a word. */
const LONG_WORD = 10;

const DEFAULT_WORDS = 130;
/**
 * Words a minute by language, at the pace of telephone voices; languages with long words have fewer.
 * Estimates on the slow side: the bill should not be higher than the preview.
 */
const WORDS_PER_MINUTE: ReadonlyMap<string, number> = new Map(
  Object.entries({
    en: 150,
    es: 150,
    fr: 150,
    it: 145,
    pt: 145,
    nl: 140,
    da: 140,
    sv: 135,
    no: 135,
    nb: 135,
    de: 125,
    pl: 115,
    cs: 115,
    uk: 110,
    ru: 110,
    tr: 110,
    hu: 110,
    fi: 100,
    ar: 115,
    he: 120,
    hi: 130,
    id: 120,
    ms: 120,
    sw: 110,
  }),
);

/**
 * Scripts that put no blanks between words, with characters a minute. Counted by script, since a Chinese
 * name in an English script is spoken in characters as well; Korean has blanks, but its syllables tell more.
 */
const PER_CHARACTER: readonly (readonly [RegExp, number])[] = [
  [/\p{Script=Han}/gu, 230],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 380],
  [/\p{Script=Hangul}/gu, 280],
  [/(?=\p{L})[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu, 550],
];

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/**
 * Seconds that a voice takes to speak a text once, without rounding.
 * @param language - BCP 47, e.g. "en-GB"; its first part is looked at, an unknown one gets a middling pace.
 */
export function speechSeconds(text: string, language: string): number {
  const perMinute = WORDS_PER_MINUTE.get(language.toLowerCase().split(/[-_]/)[0] ?? "") ?? DEFAULT_WORDS;
  let seconds = 0;
  let rest = text;
  for (const [script, rate] of PER_CHARACTER) {
    seconds += (count(rest, script) * 60) / rate;
    rest = rest.replace(script, " ");
  }
  // Signs such as "€" and "%" are spoken as a word each.
  let words = count(rest, /[\p{Sc}%&@#=+]/gu);
  for (const word of rest.match(/\p{L}[\p{L}\p{M}'’]*/gu) ?? [])
    words += Math.max(1, word.length / LONG_WORD);
  seconds += (words * 60) / perMinute;
  seconds += count(rest, /\p{Nd}/gu) * DIGIT_SECONDS;
  seconds += count(rest, /[.!?。！？।؟…]+(?=\s|$)|[。！？]+|\n+/gu) * SENTENCE_PAUSE;
  return seconds + count(rest, /[,;:、，；：،–—]+(?=\D|$)/gu) * CLAUSE_PAUSE;
}

/** What is spoken in a call; `repeat` is how often, `confirmPrompt` what asks for a key. */
export type CallText = {
  readonly script: string;
  readonly confirmPrompt: string | null;
  readonly language: string;
  readonly repeat: 1 | 2;
};

export type CallSize = {
  /** UTF-16 code units of script and prompt, to compare with `MAX_SCRIPT_CHARACTERS`. */
  readonly characters: number;
  /** Whole seconds, when the person listens to the end. */
  readonly seconds: number;
  readonly minutes: number;
};

/** How long a call takes at most when a person answers, and what is billed for it. */
export function callSize({ script, confirmPrompt, language, repeat }: CallText): CallSize {
  const prompt = confirmPrompt ?? "";
  const once = speechSeconds(script, language) + speechSeconds(prompt, language);
  const listening = prompt === "" ? 0 : LISTEN_SECONDS;
  const spoken = Math.ceil(repeat * (once + listening) + (repeat - 1) * GAP_SECONDS);
  const seconds = Math.min(once === 0 ? 0 : spoken, MAX_CALL_SECONDS);
  return { characters: script.length + prompt.length, seconds, minutes: billedMinutes(seconds) };
}

/** Started minutes; a call that nobody answered (0 s) has none. */
export function billedMinutes(seconds: number): number {
  if (!(seconds >= 0)) throw new RangeError(`${seconds} is no duration in seconds`);
  return Math.ceil(seconds / 60);
}
