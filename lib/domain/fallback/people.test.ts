import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Counters, NOTHING } from "@/lib/domain/campaign/counters";
import {
  type FallbackCounters,
  missed,
  NO_FALLBACK,
  netRecovered,
  reach,
  reached,
  reachWithout,
  recoveryRate,
  sumFallbacks,
} from "./people";
import { reachOf } from "./reach";

const counters: Counters = {
  attempted: 1000,
  sent: 800,
  delivered: 600,
  read: 300,
  rejectedBeforeSent: 200,
  rejectedAfterSent: 100,
};
const fallback: FallbackCounters = {
  ...NO_FALLBACK,
  triggered: 330,
  calledForElse: 40,
  sentTo: 250,
  recoveredBySms: 100,
  recoveredByCall: 36,
  doubleTouchedBySms: 10,
  doubleTouchedByCall: 6,
  spentMicros: 5_000_000,
};

describe("what fallbacks brought", () => {
  test("recovery is of those who were missed: rejected now, or called for", () => {
    expect(missed(counters, fallback)).toBe(340);
    expect(recoveryRate(counters, fallback)).toBe(136 / 340);
  });

  test("reach counts people once, on whatever channel", () => {
    expect(netRecovered(fallback)).toBe(120);
    expect(reached(counters, fallback)).toBe(720);
    expect(reach(counters, fallback)).toBe(0.72);
    expect(reachWithout(counters)).toBe(0.6);
  });

  test("rates without a whole are undefined, not 0 %", () => {
    expect(recoveryRate(NOTHING, NO_FALLBACK)).toBeNull();
    expect(reach(NOTHING, NO_FALLBACK)).toBeNull();
    expect(reachWithout(NOTHING)).toBeNull();
  });

  test("totals add every field", () => {
    expect(sumFallbacks([fallback, fallback, NO_FALLBACK])).toMatchObject({
      triggered: 660,
      recoveredByCall: 72,
      spentMicros: 10_000_000,
    });
    expect(sumFallbacks([])).toEqual(NO_FALLBACK);
  });
});

test("the parts of the reach make up what was attempted", () => {
  const count = fc.nat({ max: 1000 });
  fc.assert(
    fc.property(count, count, count, count, (delivered, sms, call, rest) => {
      const parts = reachOf(
        { ...NOTHING, attempted: delivered + sms + call + rest, delivered },
        { ...NO_FALLBACK, recoveredBySms: sms + 3, doubleTouchedBySms: 3, recoveredByCall: call },
      );
      expect(parts.map((part) => part.count)).toEqual([delivered, sms, call, rest]);
    }),
  );
});
