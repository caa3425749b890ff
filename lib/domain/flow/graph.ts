import { exitsOf, type FlowDefinition, type FlowStep } from "./definition";
import { type FlowProblem, problem } from "./problem";

const MOST_STEPS = 300;

/** Problems of how steps lead to each other. */
export function graphProblems({ steps }: FlowDefinition): FlowProblem[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  return [
    ...(steps.length > MOST_STEPS
      ? [problem("too_many_steps", null, { steps: steps.length, most: MOST_STEPS })]
      : []),
    ...triggerProblems(steps),
    ...duplicates(steps),
    ...steps.flatMap((step) => exitProblems(step, byId)),
    ...unreachable(steps, byId),
    ...cycles(steps, byId),
  ];
}

function triggerProblems(steps: readonly FlowStep[]): FlowProblem[] {
  const [first, ...more] = steps.filter(({ type }) => type === "trigger");
  if (!first) return [problem("no_trigger", null)];
  return more.map(({ id }) => problem("several_triggers", id));
}

function duplicates(steps: readonly FlowStep[]): FlowProblem[] {
  const seen = new Set<string>();
  return steps.flatMap(({ id }) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [problem("duplicate_id", id, { id })];
  });
}

/** Types whose only sense is to lead on. */
const LEADS_ON: ReadonlySet<FlowStep["type"]> = new Set(["trigger", "branch", "condition", "wait"]);

function exitProblems(step: FlowStep, byId: ReadonlyMap<string, FlowStep>): FlowProblem[] {
  const exits = exitsOf(step);
  const found = Object.entries(step.exits).flatMap(([exit, target]) => {
    if (!exits.includes(exit)) return [problem("unknown_exit", step.id, { exit })];
    const type = byId.get(target)?.type;
    if (type === undefined) return [problem("missing_target", step.id, { exit, target })];
    return type === "trigger" ? [problem("into_trigger", step.id, { exit })] : [];
  });
  const leadsNowhere = LEADS_ON.has(step.type) && exits.every((exit) => step.exits[exit] === undefined);
  return leadsNowhere ? [...found, problem("no_exit", step.id)] : found;
}

function unreachable(steps: readonly FlowStep[], byId: ReadonlyMap<string, FlowStep>): FlowProblem[] {
  const reached = new Set<string>();
  const open = steps.filter(({ type }) => type === "trigger").map(({ id }) => id);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const step = byId.get(id);
    if (!step || reached.has(id)) continue;
    reached.add(id);
    open.push(...Object.values(step.exits));
  }
  if (reached.size === 0) return []; // without a trigger nothing is, and that is said already
  return steps.filter(({ id }) => !reached.has(id)).map(({ id }) => problem("unreachable", id));
}

/** Whether time passes for sure when a step is left by this exit; a status may be there already. */
const takesTime = (step: FlowStep, exit: string): boolean =>
  step.type === "wait" && (step.until !== "status" || exit === "timed_out");

/** Groups of steps that lead to each other without a wait; each is named once, at its first step. */
function cycles(steps: readonly FlowStep[], byId: ReadonlyMap<string, FlowStep>): FlowProblem[] {
  const next = (id: string): string[] => {
    const step = byId.get(id);
    if (!step) return [];
    return Object.entries(step.exits).flatMap(([exit, target]) => (takesTime(step, exit) ? [] : [target]));
  };
  return groups([...byId.keys()], next)
    .filter((group) => group.length > 1 || next(group[0] ?? "").includes(group[0] ?? ""))
    .map((group) => {
      const members = new Set(group);
      const inOrder = steps.filter(({ id }) => members.has(id)).map(({ id }) => id);
      return problem("cycle_without_wait", inOrder[0] ?? null, { steps: [...new Set(inOrder)].join(", ") });
    });
}

type Visit = { readonly id: string; readonly targets: string[] };

/** Strongly connected components (Tarjan 1972), without recursion: a flow may be a line of 300 steps. */
function groups(ids: readonly string[], next: (id: string) => string[]): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const found: string[][] = [];
  const open: Visit[] = [];
  const enter = (id: string): void => {
    index.set(id, index.size);
    low.set(id, index.get(id) ?? 0);
    stack.push(id);
    onStack.add(id);
    open.push({ id, targets: next(id) });
  };
  const lower = (id: string, to: number | undefined): void => {
    low.set(id, Math.min(low.get(id) ?? 0, to ?? Number.POSITIVE_INFINITY));
  };
  const leave = (id: string): void => {
    open.pop();
    const parent = open.at(-1);
    if (parent) lower(parent.id, low.get(id));
    if (low.get(id) !== index.get(id)) return;
    const group = stack.splice(stack.lastIndexOf(id));
    for (const member of group) onStack.delete(member);
    found.push(group);
  };
  for (const start of ids) {
    if (!index.has(start)) enter(start);
    for (let visit = open.at(-1); visit; visit = open.at(-1)) {
      const target = visit.targets.pop();
      if (target === undefined) leave(visit.id);
      else if (!index.has(target)) enter(target);
      else if (onStack.has(target)) lower(visit.id, index.get(target));
    }
  }
  return found;
}
