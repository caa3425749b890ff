import type { Counters } from "./counters";
import { type Quantity, quantity, ratio } from "./metrics";

export type FunnelPart = {
  readonly quantity: Quantity;
  readonly count: number;
  /** Of what the count is a part; null for the first stage. */
  readonly of: Quantity | null;
  /** In [0, 1]; null for the first stage and where the whole is 0. */
  readonly share: number | null;
};

export type FunnelStage = FunnelPart & {
  /** What stayed behind at this stage. The stage's count is the sum of these and of the next stage. */
  readonly losses: readonly FunnelPart[];
};

const STAGES = [
  { stage: "attempted", losses: ["acceptedOnly", "rejectedBeforeSent"] },
  { stage: "sent", losses: ["silent", "rejectedAfterSent"] },
  { stage: "delivered", losses: ["notRead"] },
  { stage: "read", losses: [] },
] as const satisfies readonly { stage: Quantity; losses: readonly Quantity[] }[];

/** The way from attempted to read with every loss named, so that nobody has to ask where the rest went. */
export function funnelOf(counters: Counters): readonly FunnelStage[] {
  return STAGES.map(({ stage, losses }, index) => ({
    ...part(counters, stage, STAGES[index - 1]?.stage ?? null),
    losses: losses.map((loss) => part(counters, loss, stage)),
  }));
}

function part(counters: Counters, name: Quantity, of: Quantity | null): FunnelPart {
  const count = quantity(counters, name);
  return { quantity: name, count, of, share: of === null ? null : ratio(count, quantity(counters, of)) };
}
