import type { Counters } from "./counters";

/** Every count that the product shows, each defined here and nowhere else. */
const QUANTITY_OF = {
  attempted: (c) => c.attempted,
  /** Taken by the provider, and nothing heard since. */
  acceptedOnly: (c) => c.attempted - c.sent - c.rejectedBeforeSent,
  sent: (c) => c.sent,
  delivered: (c) => c.delivered,
  /** Delivered, and no read receipt. It may never come: people can turn receipts off. */
  notRead: (c) => c.delivered - c.read,
  read: (c) => c.read,
  rejected: (c) => c.rejectedBeforeSent + c.rejectedAfterSent,
  rejectedBeforeSent: (c) => c.rejectedBeforeSent,
  rejectedAfterSent: (c) => c.rejectedAfterSent,
  /** Sent, and neither delivered nor rejected. */
  silent: (c) => c.sent - c.delivered - c.rejectedAfterSent,
} as const satisfies Record<string, (counters: Counters) => number>;

export type Quantity = keyof typeof QUANTITY_OF;
export const QUANTITIES = Object.keys(QUANTITY_OF) as [Quantity, ...Quantity[]];

export const quantity = (counters: Counters, name: Quantity): number => QUANTITY_OF[name](counters);

/** Which end of a metric's scale is the good one; decides the colours it is drawn in. */
export type Tendency = "good" | "bad";

export type Metric = {
  readonly numerator: Quantity;
  readonly denominator: Quantity;
  readonly tendency: Tendency;
};

/** Every rate that the product shows. The words to each are in the messages "metrics". */
export const METRICS = {
  sentRate: { numerator: "sent", denominator: "attempted", tendency: "good" },
  deliveryRate: { numerator: "delivered", denominator: "sent", tendency: "good" },
  readRate: { numerator: "read", denominator: "delivered", tendency: "good" },
  rejectionRate: { numerator: "rejected", denominator: "attempted", tendency: "bad" },
  silentRate: { numerator: "silent", denominator: "sent", tendency: "bad" },
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof METRICS;
export const METRIC_NAMES = Object.keys(METRICS) as readonly MetricName[];

/** @returns the ratio in [0, 1], or null where the whole is 0: undefined, and not 0 %. */
export const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

export function rate(counters: Counters, name: MetricName): number | null {
  const { numerator, denominator } = METRICS[name];
  return ratio(quantity(counters, numerator), quantity(counters, denominator));
}
