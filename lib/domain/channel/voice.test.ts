import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { billedMinutes, callSize, MAX_CALL_SECONDS, speechSeconds } from "./voice";

const words = fc.array(
  fc.constantFrom("order", "your", "你好", "さくら", "안녕", "สวัสดี", "24", "Lieferung"),
  {
    maxLength: 60,
  },
);
const language = fc.constantFrom("en-GB", "de", "zh-CN", "ja-JP", "ko", "th", "xx", "");

describe("speechSeconds", () => {
  test("150 English words take a minute", () => {
    expect(speechSeconds("hello ".repeat(150), "en-US")).toBeCloseTo(60);
  });
  test("the first part of the language counts, whatever its case; an unknown one gets a middling pace", () => {
    const script = "hello ".repeat(130);
    expect(speechSeconds(script, "EN_us")).toBe(speechSeconds(script, "en"));
    expect(speechSeconds(script, "tlh")).toBeCloseTo(60);
    expect(speechSeconds(script, "constructor")).toBeCloseTo(60);
    expect(speechSeconds(script, "fi")).toBeGreaterThan(speechSeconds(script, "en"));
  });
  test.each([
    { text: "你".repeat(230), language: "zh-CN" },
    { text: "さ".repeat(380), language: "ja-JP" },
    { text: "안".repeat(280), language: "ko-KR" },
    { text: "ก".repeat(550), language: "th-TH" },
    { text: "你".repeat(230), language: "en" },
  ])("characters count where there are no blanks ($language)", ({ text, language }) => {
    expect(speechSeconds(text, language)).toBeCloseTo(60);
  });
  test("marks above Thai letters are not spoken on their own", () => {
    expect(speechSeconds("ที่", "th")).toBeCloseTo(speechSeconds("ท", "th"));
  });
  test("digits are spoken one by one, signs as a word", () => {
    expect(speechSeconds("2025550123", "en")).toBeCloseTo(4);
    expect(speechSeconds("5 €", "en")).toBeCloseTo(0.8);
  });
  test("sentences and clauses end with a pause, decimals don't", () => {
    expect(speechSeconds("Hello. Hello.", "en")).toBeCloseTo(0.8 + 1);
    expect(speechSeconds("Hello, hello", "en")).toBeCloseTo(0.8 + 0.2);
    expect(speechSeconds("4.50", "en")).toBeCloseTo(1.2);
  });
  test("silence takes no time, more text never takes less", () => {
    expect(speechSeconds(" \t", "en")).toBe(0);
    fc.assert(
      fc.property(words, words, language, (some, more, spokenIn) => {
        const short = speechSeconds(some.join(" "), spokenIn);
        const long = speechSeconds([...some, ...more].join(" "), spokenIn);
        expect(long).toBeCloseTo(short + speechSeconds(more.join(" "), spokenIn));
      }),
    );
  });
});

describe("callSize", () => {
  const call = { script: "hello ".repeat(75), confirmPrompt: null, language: "en", repeat: 1 } as const;

  test("a script of half a minute is billed as one minute, twice as two", () => {
    expect(callSize(call)).toEqual({ characters: 450, seconds: 30, minutes: 1 });
    expect(callSize({ ...call, repeat: 2 })).toEqual({ characters: 450, seconds: 61, minutes: 2 });
  });
  test("asking for a key adds the prompt and the time to press", () => {
    expect(callSize({ ...call, confirmPrompt: "Press one" }).seconds).toBe(36);
  });
  test("nothing to say is no call", () => {
    expect(callSize({ ...call, script: "" })).toEqual({ characters: 0, seconds: 0, minutes: 0 });
  });
  test("never over the limit, and a whole number of seconds", () => {
    fc.assert(
      fc.property(words, language, fc.constantFrom(1 as const, 2 as const), (script, spokenIn, repeat) => {
        const size = callSize({
          script: script.join(" ").repeat(20),
          confirmPrompt: null,
          language: spokenIn,
          repeat,
        });
        expect(Number.isInteger(size.seconds) && size.seconds <= MAX_CALL_SECONDS).toBe(true);
        expect(size.minutes).toBe(billedMinutes(size.seconds));
      }),
    );
  });
});

describe("billedMinutes", () => {
  test.each([
    [0, 0],
    [0.2, 1],
    [1, 1],
    [60, 1],
    [61, 2],
    [120, 2],
    [121, 3],
  ])("%d s are %d started minutes", (seconds, minutes) => {
    expect(billedMinutes(seconds)).toBe(minutes);
  });
  test.each([-1, Number.NaN])("%d is no duration", (seconds) => {
    expect(() => billedMinutes(seconds)).toThrow(RangeError);
  });
});
