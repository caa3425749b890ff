import type { FunnelPart, FunnelStage } from "@/lib/domain/campaign/funnel";

export type FunnelSegment = FunnelPart & {
  /** Of its bar, in [0, 1]. */
  readonly width: number;
  /** What went on to the next stage, as opposed to what was lost. */
  readonly goesOn: boolean;
};

export type FunnelBar = {
  readonly stage: FunnelStage;
  /** Of the widest bar, in [0, 1]. */
  readonly width: number;
  /** What went on first, then the losses; together they fill the bar. Parts without messages are left out. */
  readonly segments: readonly FunnelSegment[];
};

/** Bars of a funnel that adds up: each is as long as its parts together, and its first part is the next bar. */
export function funnelBars(stages: readonly FunnelStage[]): readonly FunnelBar[] {
  const widest = stages[0]?.count ?? 0;
  return stages.map((stage, index) => {
    const next = stages[index + 1];
    const parts = [
      { ...(next ?? stage), goesOn: true },
      ...stage.losses.map((loss) => ({ ...loss, goesOn: false })),
    ];
    return {
      stage,
      width: widest === 0 ? 0 : stage.count / widest,
      segments: parts
        .filter(({ count }) => count > 0)
        .map(({ quantity, count, of, share, goesOn }) => ({
          quantity,
          count,
          of,
          share,
          goesOn,
          width: count / stage.count,
        })),
    };
  });
}
