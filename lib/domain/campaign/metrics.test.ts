import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Counters, NOTHING, sumCounters } from "./counters";
import { funnelOf } from "./funnel";
import { METRIC_NAMES, METRICS, QUANTITIES, quantity, rate } from "./metrics";

const spring: Counters = {
  attempted: 1000,
  sent: 940,
  delivered: 800,
  read: 600,
  rejectedBeforeSent: 20,
  rejectedAfterSent: 90,
};

const n = fc.nat(1_000_000);
/** Any counters that a set of messages can have: built from how many ended in each state. */
const counters: fc.Arbitrary<Counters> = fc
  .record({ accepted: n, rejectedEarly: n, silent: n, rejectedLate: n, delivered: n, read: n })
  .map((m) => {
    const delivered = m.delivered + m.read;
    const sent = delivered + m.silent + m.rejectedLate;
    return {
      attempted: sent + m.accepted + m.rejectedEarly,
      sent,
      delivered,
      read: m.read,
      rejectedBeforeSent: m.rejectedEarly,
      rejectedAfterSent: m.rejectedLate,
    };
  });

describe("quantities and rates", () => {
  test("of a campaign", () => {
    expect(Object.fromEntries(QUANTITIES.map((name) => [name, quantity(spring, name)]))).toEqual({
      attempted: 1000,
      acceptedOnly: 40,
      sent: 940,
      delivered: 800,
      notRead: 200,
      read: 600,
      rejected: 110,
      rejectedBeforeSent: 20,
      rejectedAfterSent: 90,
      silent: 50,
    });
    expect(Object.fromEntries(METRIC_NAMES.map((name) => [name, rate(spring, name)]))).toEqual({
      sentRate: 0.94,
      deliveryRate: 800 / 940,
      readRate: 0.75,
      rejectionRate: 0.11,
      silentRate: 50 / 940,
    });
  });

  test("are undefined, not zero, where nothing was attempted", () => {
    for (const name of METRIC_NAMES) expect(rate(NOTHING, name)).toBeNull();
  });

  test("a rate is in [0, 1], and null exactly when its denominator is 0", () => {
    fc.assert(
      fc.property(counters, (c) => {
        for (const name of METRIC_NAMES) {
          const value = rate(c, name);
          expect(value === null).toBe(quantity(c, METRICS[name].denominator) === 0);
          if (value !== null) expect(value >= 0 && value <= 1).toBe(true);
        }
      }),
    );
  });
});

describe("funnelOf", () => {
  test("names what was lost at each stage", () => {
    expect(
      funnelOf(spring).map(({ quantity: name, count, losses }) => [
        name,
        count,
        losses.map((l) => [l.quantity, l.count]),
      ]),
    ).toEqual([
      [
        "attempted",
        1000,
        [
          ["acceptedOnly", 40],
          ["rejectedBeforeSent", 20],
        ],
      ],
      [
        "sent",
        940,
        [
          ["silent", 50],
          ["rejectedAfterSent", 90],
        ],
      ],
      ["delivered", 800, [["notRead", 200]]],
      ["read", 600, []],
    ]);
  });

  test("adds up at every stage, for one campaign and for any number of them together", () => {
    fc.assert(
      fc.property(fc.array(counters, { maxLength: 5 }), (groups) => {
        const stages = funnelOf(sumCounters(groups));
        stages.forEach((stage, index) => {
          const lost = stage.losses.reduce((sum, { count }) => sum + count, 0);
          const next = stages[index + 1]?.count ?? stage.count;
          expect(next + lost).toBe(stage.count);
          for (const { count } of stage.losses) expect(count).toBeGreaterThanOrEqual(0);
        });
      }),
    );
  });

  test("the shares of what follows a stage sum to 1", () => {
    fc.assert(
      fc.property(counters, (c) => {
        const stages = funnelOf(c);
        stages.slice(0, -1).forEach((stage, index) => {
          if (stage.count === 0) return;
          const shares = [stages[index + 1]?.share ?? 0, ...stage.losses.map((loss) => loss.share ?? 0)];
          expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
        });
      }),
    );
  });
});
