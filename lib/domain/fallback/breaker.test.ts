import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type BreakerCounts, formatStop, parseStop, STOP_CODES, unusualShare } from "./breaker";

const NONE: BreakerCounts = { ended: 0, failed: 0, messages: 0, rejected: 0 };

describe("unusualShare", () => {
  test.each([
    { why: "nothing has happened", counts: {}, stop: null },
    { why: "half of the attempts failed", counts: { ended: 20, failed: 10 }, stop: null },
    { why: "more than half failed", counts: { ended: 20, failed: 11 }, stop: "attempts_failed:11/20" },
    { why: "all of too few failed", counts: { ended: 19, failed: 19 }, stop: null },
    { why: "60 % were rejected", counts: { messages: 50, rejected: 30 }, stop: null },
    { why: "more than 60 %", counts: { messages: 50, rejected: 31 }, stop: "messages_rejected:31/50" },
    { why: "all of too few were rejected", counts: { messages: 49, rejected: 49 }, stop: null },
    {
      why: "both: the attempts are named, they cost money",
      counts: { ended: 30, failed: 30, messages: 100, rejected: 100 },
      stop: "attempts_failed:30/30",
    },
  ])("$why", ({ counts, stop }) => {
    const found = unusualShare({ ...NONE, ...counts });
    expect(found && formatStop(found)).toBe(stop);
  });

  test("one more failure never lets a stopped campaign go on", () => {
    const part = fc.nat({ max: 400 });
    fc.assert(
      fc.property(part, part, part, part, (failed, good, rejected, other) => {
        const counts = { ended: failed + good, failed, messages: rejected + other, rejected };
        const worse = { ...counts, ended: counts.ended + 1, failed: failed + 1 };
        if (unusualShare(counts)) expect(unusualShare(worse)).not.toBeNull();
      }),
    );
  });
});

describe("parseStop", () => {
  test("reads back what formatStop writes", () => {
    fc.assert(
      fc.property(fc.constantFrom(...STOP_CODES), fc.string(), (code, detail) => {
        expect(parseStop(formatStop({ code, detail }))).toEqual({ code, detail });
      }),
    );
  });
  test.each(["", "sender_fault", "other:1", ":1"])("knows nothing of %j", (text) => {
    expect(parseStop(text)).toBeNull();
  });
});
