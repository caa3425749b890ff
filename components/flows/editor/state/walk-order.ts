import { type ExitName, exitsOf, type FlowStep } from "@/lib/domain/flow/definition";

export type WalkRow = {
  readonly step: FlowStep;
  /** 0 for the trigger; a line that goes on alone stays at its depth, each of several ways goes one deeper. */
  readonly depth: number;
  /** The exit that leads here, and from where; null for the trigger and for steps that nothing leads to. */
  readonly from: { readonly step: FlowStep; readonly exit: ExitName } | null;
  /** The step stands elsewhere in the list; this row only says that a way leads there. */
  readonly again: boolean;
};

/** All steps in the order in which a run meets them, way by way; then those that no run meets. */
export function walkOrder(steps: readonly FlowStep[]): WalkRow[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const seen = new Set<string>();
  const rows: WalkRow[] = [];
  const starts = steps.filter(({ type }) => type === "trigger");
  const led = new Set(steps.flatMap(({ exits }) => Object.values(exits)));
  const loose = steps.filter(({ id }) => !led.has(id));
  for (const start of [...starts, ...loose, ...steps]) {
    if (!seen.has(start.id)) walk({ step: start, depth: 0, from: null });
  }
  return rows;

  // A stack, not recursion: a flow may be a line of hundreds of steps.
  function walk(first: Omit<WalkRow, "again">): void {
    const open = [first];
    for (let row = open.pop(); row; row = open.pop()) {
      const { step, depth } = row;
      const again = seen.has(step.id);
      rows.push({ ...row, again });
      if (again) continue;
      seen.add(step.id);
      const deeper = exitsOf(step).length > 1 ? depth + 1 : depth;
      for (const exit of [...exitsOf(step)].reverse()) {
        const next = byId.get(step.exits[exit] ?? "");
        if (next) open.push({ step: next, depth: deeper, from: { step, exit } });
      }
    }
  }
}
