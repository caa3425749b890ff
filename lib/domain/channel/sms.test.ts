import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseSmsSender, smsSize } from "./sms";

const basic = fc.constantFrom("a", "Z", "7", " ", "\n", "@", "£", "Δ", "ñ", "'");
const extended = fc.constantFrom("€", "[", "]", "{", "}", "\\", "^", "~", "|", "\f");
const gsmText = (max: number) =>
  fc.array(fc.oneof(basic, extended), { maxLength: max }).map((all) => all.join(""));
const wideText = (max: number) =>
  fc
    .array(fc.oneof(basic, fc.constantFrom("你", "ж", "😀", "👍", "é", "ç")), {
      minLength: 1,
      maxLength: max,
    })
    .map((all) => `你${all.join("")}`);

describe("smsSize, GSM-7", () => {
  test.each([
    { why: "nothing is no segment", text: "", units: 0, segments: 0, left: 160 },
    { why: "160 fit in one", text: "a".repeat(160), units: 160, segments: 1, left: 0 },
    { why: "161 take two of 153", text: "a".repeat(161), units: 161, segments: 2, left: 145 },
    { why: "306 fill two", text: "a".repeat(306), units: 306, segments: 2, left: 0 },
    { why: "307 take three", text: "a".repeat(307), units: 307, segments: 3, left: 152 },
    { why: "1530 fill ten", text: "a".repeat(1530), units: 1530, segments: 10, left: 0 },
    { why: "a euro sign takes two", text: "€".repeat(80), units: 160, segments: 1, left: 0 },
    { why: "159 and a euro sign are one too many", text: `${"a".repeat(159)}€`, units: 161, segments: 2 },
    {
      why: "a euro sign moves to the next part whole, which makes a third of 306 septets",
      text: `${"a".repeat(152)}€${"a".repeat(152)}`,
      units: 306,
      segments: 3,
      left: 152,
    },
    {
      why: "76 euro signs fill a part, one septet stays empty",
      text: "€".repeat(153),
      units: 306,
      segments: 3,
    },
    {
      why: "a line break of two characters is two septets",
      text: "a\r\nb",
      units: 4,
      segments: 1,
      left: 156,
    },
  ])("$why", ({ why, text, ...size }) => {
    expect(smsSize(text)).toMatchObject({ encoding: "gsm7", forcing: [], ...size });
  });

  test("the alphabet is 127 characters of one septet and ten of two", () => {
    const all = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
    const widths = all.map(smsSize).filter(({ encoding }) => encoding === "gsm7");
    expect(widths.filter(({ units }) => units === 1)).toHaveLength(127);
    expect(widths.filter(({ units }) => units === 2)).toHaveLength(10);
  });
});

describe("smsSize, UCS-2", () => {
  test.each([
    { why: "70 fit in one", text: "你".repeat(70), units: 70, segments: 1, left: 0 },
    { why: "71 take two of 67", text: "你".repeat(71), units: 71, segments: 2, left: 63 },
    { why: "134 fill two", text: "你".repeat(134), units: 134, segments: 2, left: 0 },
    { why: "670 fill ten", text: "你".repeat(670), units: 670, segments: 10, left: 0 },
    { why: "an emoji takes two", text: "😀".repeat(35), units: 70, segments: 1, left: 0 },
    {
      why: "an emoji moves to the next part whole",
      text: `${"你".repeat(66)}😀${"你".repeat(66)}`,
      units: 134,
      segments: 3,
      left: 66,
    },
    { why: "a euro sign is one unit here", text: `你${"€".repeat(69)}`, units: 70, segments: 1, left: 0 },
  ])("$why", ({ why, text, ...size }) => {
    expect(smsSize(text)).toMatchObject({ encoding: "ucs2", ...size });
  });

  test("names each character that forces it, where it stands, and a plain one", () => {
    expect(smsSize("It’s 5 € – 😀 ж").forcing).toEqual([
      { at: 2, character: "’", plain: "'" },
      { at: 9, character: "–", plain: "-" },
      { at: 11, character: "😀", plain: null },
      { at: 14, character: "ж", plain: null },
    ]);
  });
  test("ç is none of them, Ç is", () => {
    expect(smsSize("ç").encoding).toBe("ucs2");
    expect(smsSize("Ç").encoding).toBe("gsm7");
  });
  test("every plain character is GSM-7", () => {
    const all = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code));
    for (const { plain } of all.flatMap((text) => [...smsSize(text).forcing])) {
      if (plain !== null) expect(smsSize(plain).encoding).toBe("gsm7");
    }
  });
});

describe("smsSize, any text", () => {
  /** The parts as they would be sent, put together by trying, not by counting. */
  function partsOf(text: string, fits: (part: string) => boolean): string[] {
    const parts = [""];
    for (const character of text) {
      const grown = `${parts.at(-1)}${character}`;
      if (fits(grown)) parts[parts.length - 1] = grown;
      else parts.push(character);
    }
    return parts;
  }
  const septets = (text: string) => text.length + text.replace(/[^€[\]{}\\^~|\f]/g, "").length;

  test("segments are as many as the parts that a phone would send", () => {
    fc.assert(
      fc.property(gsmText(500), (text) => {
        const parts = septets(text) <= 160 ? [text] : partsOf(text, (part) => septets(part) <= 153);
        expect(smsSize(text).segments).toBe(text === "" ? 0 : parts.length);
      }),
    );
    fc.assert(
      fc.property(wideText(250), (text) => {
        const parts = text.length <= 70 ? [text] : partsOf(text, (part) => part.length <= 67);
        expect(smsSize(text).segments).toBe(parts.length);
        expect(parts.every((part) => part.isWellFormed())).toBe(true);
      }),
    );
  });
  test("what is left still fits, one more does not", () => {
    fc.assert(
      fc.property(fc.oneof(gsmText(400), wideText(200)), (text) => {
        const { segments, left } = smsSize(text);
        expect(smsSize(text + "a".repeat(left)).segments).toBe(Math.max(1, segments));
        expect(smsSize(`${text}${"a".repeat(left)}a`).segments).toBe(Math.max(1, segments) + 1);
      }),
    );
  });
  test("replacing the forcing characters leads to GSM-7; the positions are right", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 100 }), (text) => {
        let plain = text;
        for (const { at, character } of smsSize(text).forcing.toReversed()) {
          expect(text.startsWith(character, at)).toBe(true);
          plain = plain.slice(0, at) + plain.slice(at + character.length);
        }
        expect(smsSize(plain).encoding).toBe("gsm7");
      }),
    );
  });
});

describe("parseSmsSender", () => {
  test.each([
    { input: "+12025550123", kind: "number" },
    { input: " +447700900123 ", kind: "number" },
    { input: "123", kind: "short_code" },
    { input: "12345678", kind: "short_code" },
    { input: "EXAMPLE", kind: "alphanumeric" },
    { input: "Shop 24", kind: "alphanumeric" },
    { input: "1234567890A", kind: "alphanumeric" },
  ])("$input is a $kind", ({ input, kind }) => {
    expect(parseSmsSender(input)).toEqual({ ok: true, kind, sender: input.trim() });
  });
  test.each([
    { input: "  ", problem: "empty" },
    { input: "+1202", problem: "number" },
    { input: "+EXAMPLE", problem: "number" },
    { input: "12", problem: "digits" },
    { input: "12025550123", problem: "digits" },
    { input: "EXAMPLESHOPS", problem: "too_long" },
    { input: "Café", problem: "characters" },
    { input: "a{b}", problem: "characters" },
    { input: "12-34", problem: "no_letter" },
  ])("$input is refused: $problem", ({ input, problem }) => {
    expect(parseSmsSender(input)).toEqual({ ok: false, problem });
  });
});
