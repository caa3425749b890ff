/** "+", a country code that never starts with 0, and 7 to 15 digits in all (ITU-T E.164). */
const E164 = /^\+[1-9]\d{6,14}$/;

const HIDDEN = "•";
const WIDTH = 10;
const HEAD = 3;
const SHORT_NUMBER = 10;

/** Whether `value` is a complete number in E.164 form, e.g. "+12025550123". It may still be unassigned. */
export function isE164(value: string): boolean {
  return E164.test(value);
}

/**
 * A number as people and logs without the right to see it get it: "+12025550123" becomes "+120••••23".
 * Always ten characters, so that its width does not tell the number's length, and at most five digits:
 * three in front (the country, roughly), two at the end. Of a number under ten digits the last one only,
 * since five would be most of it. What is not a number at all is hidden whole.
 */
export function maskPhone(e164: string): string {
  if (!isE164(e164)) return HIDDEN.repeat(WIDTH);
  const tail = e164.length - 1 < SHORT_NUMBER ? 1 : 2;
  return `${e164.slice(0, 1 + HEAD)}${HIDDEN.repeat(WIDTH - 1 - HEAD - tail)}${e164.slice(-tail)}`;
}
