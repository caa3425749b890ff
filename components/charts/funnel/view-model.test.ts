import { expect, test } from "vitest";
import { NOTHING } from "@/lib/domain/campaign/counters";
import { funnelOf } from "@/lib/domain/campaign/funnel";
import { funnelBars } from "./view-model";

const bars = funnelBars(
  funnelOf({
    attempted: 1000,
    sent: 800,
    delivered: 400,
    read: 100,
    rejectedBeforeSent: 200,
    rejectedAfterSent: 80,
  }),
);

test("bars are as long as their stage", () => {
  expect(bars.map(({ width }) => width)).toEqual([1, 0.8, 0.4, 0.1]);
});

test("the parts of a bar fill it, and each bar's first part is as long as the next bar", () => {
  for (const [index, { segments, width }] of bars.entries()) {
    expect(segments.reduce((sum, segment) => sum + segment.width, 0)).toBeCloseTo(1, 12);
    const next = bars[index + 1];
    if (next) expect((segments[0]?.width ?? 0) * width).toBeCloseTo(next.width, 12);
  }
});

test("parts without messages are left out", () => {
  expect(bars[0]?.segments.map(({ quantity }) => quantity)).toEqual(["sent", "rejectedBeforeSent"]);
});

test("an empty funnel has four empty bars", () => {
  expect(funnelBars(funnelOf(NOTHING)).map(({ width, segments }) => [width, segments.length])).toEqual([
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
});
