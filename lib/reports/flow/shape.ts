import type { FlowDefinition } from "@/lib/domain/flow/definition";
import { type FlowHeat, heatOf } from "@/lib/domain/flow/heat";
import { isoOrNull } from "@/lib/reports/instants";
import type { Interval } from "@/lib/reports/period";
import type { FlowHeatmap, HeatVisits } from "./definition";
import type { FlowCounts } from "./query";

const NO_RUNS: HeatVisits = { entered: 0, succeeded: 0, failed: 0, cancelled: 0, inProgress: 0 };
const STAGES = ["sent", "delivered", "read", "rejected"] as const;

type Head = { readonly flowId: number; readonly interval: Interval };

const headOf = ({ flowId, interval: { from, to } }: Head) => ({
  flowId: String(flowId),
  from: isoOrNull(from),
  to: isoOrNull(to),
});

/** Of a flow of which no version was published. */
export const emptyHeatmap = (head: Head, now: number, currency: string): FlowHeatmap => ({
  ...headOf(head),
  asOf: new Date(now).toISOString(),
  version: null,
  runs: NO_RUNS,
  steps: [],
  spentMicros: 0,
  currency,
  campaigns: [],
  reconciliation: null,
});

export function shapeHeatmap(
  head: Head & { readonly version: number },
  definition: FlowDefinition,
  counted: FlowCounts,
  spentMicros: number,
): FlowHeatmap {
  const heat = heatOf(definition, counted.paths, counted.counts);
  return {
    ...headOf(head),
    asOf: counted.asOf.toISOString(),
    version: head.version,
    runs: heat.runs,
    steps: definition.steps.map(({ id }) => ({ id, ...(heat.steps.get(id) ?? { ...NO_RUNS, exits: {} }) })),
    spentMicros,
    currency: counted.currency,
    campaigns: counted.campaigns.map(({ id, ...rest }) => ({ ...rest, id: String(id) })),
    reconciliation: reconcile(definition, heat, counted),
  };
}

/** Only where every run comes to the branch first: elsewhere its exits count a part of the statuses. */
function reconcile(
  { steps }: FlowDefinition,
  heat: FlowHeat,
  { statuses, funnel }: FlowCounts,
): FlowHeatmap["reconciliation"] {
  const trigger = steps.find(({ type }) => type === "trigger");
  const first = steps.find(({ id }) => id === trigger?.exits.next);
  if (first?.type !== "branch") return null;
  const exits = heat.steps.get(first.id)?.exits ?? {};
  return {
    stepId: first.id,
    rows: STAGES.map((status) => {
      const runs = exits[status] ?? 0;
      return {
        status,
        runs,
        elsewhere: statuses[status] - runs,
        statuses: statuses[status],
        inferred: funnel[status] - statuses[status],
        funnel: funnel[status],
      };
    }),
  };
}
