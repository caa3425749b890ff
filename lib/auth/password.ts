import common from "@/lib/auth/common-passwords.json" with { type: "json" };

export const PASSWORD_MIN = 10;
export const PASSWORD_MAX = 200;

export type PasswordProblem = "too_short" | "too_long" | "too_common" | "too_personal";

export const PASSWORD_MESSAGES: Readonly<Record<PasswordProblem, string>> = {
  too_short: `Use at least ${PASSWORD_MIN} characters; a few words are easy to remember.`,
  too_long: `Use at most ${PASSWORD_MAX} characters.`,
  too_common: "This password is among the first that attackers try. Choose another one.",
  too_personal: "Don't use your name or e-mail address as the password.",
};

let words: ReadonlySet<string> | undefined;

/**
 * Length, and not one that attackers try first; no rules about digits and symbols, which make passwords
 * worse (NIST SP 800-63B § 3.1.1.2).
 * @param personal - the person's name and e-mail address
 * @returns null when the password will do
 */
export function passwordProblem(password: string, personal: readonly string[] = []): PasswordProblem | null {
  const length = [...password].length;
  if (length < PASSWORD_MIN) return "too_short";
  if (length > PASSWORD_MAX) return "too_long";
  const plain = password.normalize("NFKC").toLowerCase();
  if (isCommon(plain)) return "too_common";
  return personal.some((text) => isMostly(plain, text)) ? "too_personal" : null;
}

/** A well-known password, one that is mostly a well-known word ("Dragon2024!"), or hardly any characters. */
function isCommon(plain: string): boolean {
  words ??= new Set(common.words.split(" "));
  if (new Set(plain).size <= 3 || isRun(plain)) return true;
  const core = plain.replace(/^[^a-z]+|[^a-z]+$/g, "");
  const spelled = unleet(plain.replace(/\d[^a-z@$]*$/, "")); // "P@55w0rd12": the last digits are not letters
  return [plain, core, spelled].some((word) => words?.has(word) && word.length * 2 >= plain.length);
}

/** "abcdefghijkl", "9876543210": every character follows the one before it. */
function isRun(plain: string): boolean {
  const codes = [...plain].map((character) => character.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, i) => code - (codes[i] ?? 0)));
  const [step] = steps;
  return steps.size === 1 && step !== undefined && Math.abs(step) <= 1;
}

const LEET: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "@": "a",
  $: "s",
};
const unleet = (plain: string): string => plain.replace(/[013457@$]/g, (sign) => LEET[sign] ?? sign);

function isMostly(plain: string, text: string): boolean {
  const lower = text.normalize("NFKC").toLowerCase();
  return [lower, lower.split("@")[0] ?? ""].some(
    (part) => part.length >= 4 && plain.includes(part) && part.length * 2 >= plain.length,
  );
}
