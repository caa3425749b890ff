import type { LogStep } from "@/lib/domain/flow/definition";
import type { FlowFacts } from "@/lib/domain/flow/facts";
import { fillColumn } from "@/lib/domain/flow/fill";
import type { Effect } from "@/lib/flows/engine/run";

/**
 * The row that a step writes; none where only the download shows it, which reads the event log itself.
 * @param results - of the run's HTTP steps so far
 */
export function logRow(
  { logId, columns }: LogStep,
  facts: FlowFacts,
  results: Readonly<Record<string, string>>,
): Effect[] {
  if (logId === null) return [];
  const cells = columns?.map(({ name, value }) => [name, fillColumn(value, facts)] as const) ?? null;
  return [{ kind: "log", logId, cells, results, foundZone: facts.foundZone }];
}
