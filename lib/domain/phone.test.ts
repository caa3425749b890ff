import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isE164, maskPhone } from "./phone";

describe("isE164", () => {
  test.each(["+12025550123", "+447700900123", "+2900000", "+490000000000000"])("%s is", (value) => {
    expect(isE164(value)).toBe(true);
  });
  test.each([
    "",
    "+",
    "12025550123",
    "+0202555012",
    "+120255",
    "+1202555x123",
    "+1 202-555-0123",
    "+4900000000000000",
  ])("%s is not", (value) => {
    expect(isE164(value)).toBe(false);
  });
  test("a line break at the end does not pass", () => {
    expect(isE164("+12025550123\n")).toBe(false);
  });
});

describe("maskPhone", () => {
  test("keeps the country's digits and the last two", () => {
    expect(maskPhone("+12025550123")).toBe("+120••••23");
    expect(maskPhone("+447700900123")).toBe("+447••••23");
  });
  test("a short number shows four digits only", () => {
    expect(maskPhone("+2900000")).toBe("+290•••••0");
  });
  test("what is not a number is hidden whole", () => {
    expect(maskPhone("US.13491208655302741918")).toBe("••••••••••");
    expect(maskPhone("")).toBe("••••••••••");
  });
  test("whatever comes in: ten characters, five digits at most", () => {
    const number = fc.stringMatching(/^\+[1-9]\d{6,14}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string(), number), (value) => {
        const masked = maskPhone(value);
        expect([...masked]).toHaveLength(10);
        expect(masked.replace(/\D/g, "").length).toBeLessThanOrEqual(5);
      }),
    );
  });
});
