import type { Limits } from "@/lib/domain/fallback/rule";
import { exitsOf, type FlowDefinition, type FlowStep, type StepSettings } from "@/lib/domain/flow/definition";

export type ExitRef = { readonly stepId: string; readonly exit: string };
export type Point = { readonly x: number; readonly y: number };

/** Everything that changes a flow. Ids of new steps come from outside, so that the same command does the same. */
export type Command =
  /** With `after` it stands in the line of that exit: what the exit led to follows the new step. */
  | { readonly do: "add"; readonly step: FlowStep; readonly after: ExitRef | null }
  | { readonly do: "connect"; readonly from: ExitRef; readonly to: string | null }
  | { readonly do: "remove"; readonly ids: readonly string[] }
  | { readonly do: "configure"; readonly id: string; readonly settings: StepSettings }
  | { readonly do: "rename"; readonly id: string; readonly title: string | null }
  | { readonly do: "place"; readonly places: ReadonlyMap<string, Point> }
  /** Steps that already have ids of this flow; see `withNewIds`. */
  | { readonly do: "insert"; readonly steps: readonly FlowStep[] }
  /** Changes places with the step before it in its line. */
  | { readonly do: "earlier"; readonly id: string }
  | { readonly do: "limits"; readonly limits: Limits | null };

/** The definition after a command; the same object when nothing changes. */
export function apply(definition: FlowDefinition, command: Command): FlowDefinition {
  if (command.do === "limits") return { ...definition, limits: command.limits };
  const steps = stepsAfter(definition.steps, command);
  return steps === definition.steps ? definition : { ...definition, steps };
}

type Steps = readonly FlowStep[];

function stepsAfter(steps: Steps, command: Exclude<Command, { do: "limits" }>): Steps {
  switch (command.do) {
    case "add":
      return add(steps, command.step, command.after);
    case "connect":
      return connect(steps, command.from, command.to);
    case "remove":
      return remove(steps, new Set(command.ids));
    case "configure":
      return change(steps, command.id, (step) => configured(step, command.settings));
    case "rename":
      return change(steps, command.id, (step) => ({ ...step, title: command.title }));
    case "place":
      return place(steps, command.places);
    case "insert":
      return command.steps.length === 0 ? steps : [...steps, ...command.steps];
    case "earlier":
      return earlier(steps, command.id);
  }
}

const change = (steps: Steps, id: string, next: (step: FlowStep) => FlowStep): Steps =>
  steps.map((step) => (step.id === id ? next(step) : step));

const hasExit = (step: FlowStep, exit: string): boolean => exitsOf(step).includes(exit);

function withExit(step: FlowStep, exit: string, to: string | null): FlowStep {
  if (to !== null) return { ...step, exits: { ...step.exits, [exit]: to } };
  const { [exit]: _, ...exits } = step.exits;
  return { ...step, exits };
}

function add(steps: Steps, step: FlowStep, after: ExitRef | null): Steps {
  const before = after && steps.find(({ id }) => id === after.stepId);
  if (!after || !before || !hasExit(before, after.exit)) return [...steps, step];
  const followed = before.exits[after.exit];
  const [first] = exitsOf(step);
  const made = followed !== undefined && first !== undefined ? withExit(step, first, followed) : step;
  return [...change(steps, before.id, (one) => withExit(one, after.exit, step.id)), made];
}

/** Nothing leads to the trigger, and a line to nowhere is none. */
function connect(steps: Steps, { stepId, exit }: ExitRef, to: string | null): Steps {
  const from = steps.find(({ id }) => id === stepId);
  const target = steps.find(({ id }) => id === to);
  if (!from || !hasExit(from, exit) || (from.exits[exit] ?? null) === to) return steps;
  if (to !== null && (!target || target.type === "trigger")) return steps;
  return change(steps, stepId, (step) => withExit(step, exit, to));
}

/** What led to a removed step leads to where its first connected exit led, if that stays. */
function remove(steps: Steps, ids: ReadonlySet<string>): Steps {
  if (!steps.some(({ id }) => ids.has(id))) return steps;
  const byId = new Map(steps.map((step) => [step.id, step]));
  const onwards = (id: string): string | null => {
    const passed = new Set<string>();
    let at: string | undefined = id;
    while (at !== undefined && ids.has(at) && !passed.has(at)) {
      passed.add(at);
      at = onlyTarget(byId.get(at));
    }
    return at === undefined || ids.has(at) ? null : at;
  };
  return steps
    .filter(({ id }) => !ids.has(id))
    .map((step) =>
      Object.entries(step.exits).reduce((one, [exit, target]) => {
        if (!ids.has(target)) return one;
        const to = onwards(target);
        return withExit(one, exit, to === step.id ? null : to);
      }, step),
    );
}

/** A step with several ways on has no single one to hand over. */
function onlyTarget(step: FlowStep | undefined): string | undefined {
  const targets = Object.values(step?.exits ?? {});
  return targets.length === 1 ? targets[0] : undefined;
}

/** Exits that the new settings don't have are dropped; the main line stays. */
function configured(step: FlowStep, settings: StepSettings): FlowStep {
  const names = exitsOf(settings);
  const kept = Object.fromEntries(Object.entries(step.exits).filter(([exit]) => names.includes(exit)));
  const [oldFirst, newFirst] = [exitsOf(step)[0], names[0]];
  const main = oldFirst === undefined ? undefined : step.exits[oldFirst];
  const exits =
    newFirst !== undefined && main !== undefined && !(newFirst in kept) && oldFirst !== newFirst
      ? { ...kept, [newFirst]: main }
      : kept;
  const { id, title, position } = step;
  return { ...settings, id, title, position, exits };
}

function place(steps: Steps, places: ReadonlyMap<string, Point>): Steps {
  const moves = steps.some(({ id, position }) => {
    const to = places.get(id);
    return to !== undefined && (to.x !== position.x || to.y !== position.y);
  });
  if (!moves) return steps;
  return steps.map((step) => {
    const to = places.get(step.id);
    return to ? { ...step, position: { x: Math.round(to.x), y: Math.round(to.y) } } : step;
  });
}

/** The exit by which a line goes on through a step: the one that leads somewhere, else the first. */
export function mainExit(step: FlowStep): string | undefined {
  const names = exitsOf(step);
  return names.find((exit) => step.exits[exit] !== undefined) ?? names[0];
}

/** The step before, where moving earlier has one meaning: a single line leads here, not from the trigger. */
export function stepBefore(steps: Steps, id: string): FlowStep | null {
  const leading = steps.flatMap((step) =>
    Object.values(step.exits)
      .filter((to) => to === id)
      .map(() => step),
  );
  const [before] = leading;
  return leading.length === 1 && before && before.type !== "trigger" && before.id !== id ? before : null;
}

export const canMoveEarlier = (steps: Steps, id: string): boolean => {
  const step = steps.find((one) => one.id === id);
  return step !== undefined && mainExit(step) !== undefined && stepBefore(steps, id) !== null;
};

/** P → A → B → C becomes P → B → A → C; the two also change places on the canvas. */
function earlier(steps: Steps, id: string): Steps {
  const step = steps.find((one) => one.id === id);
  const before = stepBefore(steps, id);
  const exit = step && mainExit(step);
  if (!step || !before || exit === undefined) return steps;
  const link = Object.entries(before.exits).find(([, to]) => to === id)?.[0] ?? "";
  const onwards = step.exits[exit] ?? null;
  return steps.map((one) => {
    if (one.id === id) return { ...withExit(one, exit, before.id), position: before.position };
    if (one.id === before.id) {
      const next = withExit(one, link, onwards === before.id ? id : onwards);
      return { ...next, position: step.position };
    }
    const exits = Object.fromEntries(
      Object.entries(one.exits).map(([name, to]) => [name, to === before.id ? id : to]),
    );
    return Object.values(one.exits).includes(before.id) ? { ...one, exits } : one;
  });
}
