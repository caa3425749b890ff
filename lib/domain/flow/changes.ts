import { exitsOf, type FlowDefinition, type FlowStep, type StepType } from "./definition";

export type StepName = { readonly id: string; readonly type: StepType; readonly title: string | null };

/** What differs between two definitions, in the order in which the steps stand. */
export type FlowDifference = {
  readonly added: readonly StepName[];
  readonly removed: readonly StepName[];
  /** Settings that differ; "title" and "type" are among them. */
  readonly changed: readonly (StepName & { readonly fields: readonly string[] })[];
  /** Exits of steps that stand in both, by the steps that they lead to; null: nowhere. */
  readonly rerouted: readonly (StepName & {
    readonly exit: string;
    readonly from: string | null;
    readonly to: string | null;
  })[];
  /** Fields of the limits. */
  readonly limits: readonly string[];
  /** Steps of which nothing but the place differs. */
  readonly moved: number;
};

/** @param before - null: there was nothing, so every step is new */
export function changesOf(before: FlowDefinition | null, after: FlowDefinition): FlowDifference {
  const old = new Map((before?.steps ?? []).map((step) => [step.id, step]));
  const present = new Set(after.steps.map(({ id }) => id));
  const pairs = after.steps.flatMap((step) => {
    const was = old.get(step.id);
    return was ? [{ was, step, fields: fieldsChanged(was, step), exits: exitsChanged(was, step) }] : [];
  });
  return {
    added: after.steps.filter(({ id }) => !old.has(id)).map(nameOf),
    removed: (before?.steps ?? []).filter(({ id }) => !present.has(id)).map(nameOf),
    changed: pairs
      .filter(({ fields }) => fields.length > 0)
      .map(({ step, fields }) => ({ ...nameOf(step), fields })),
    rerouted: pairs.flatMap(({ step, exits }) => exits.map((exit) => ({ ...nameOf(step), ...exit }))),
    limits: differing(before?.limits ?? {}, after.limits ?? {}),
    moved: pairs.filter(
      ({ was, step, fields, exits }) =>
        fields.length + exits.length === 0 && !same(was.position, step.position),
    ).length,
  };
}

const nameOf = ({ id, type, title }: FlowStep): StepName => ({ id, type, title });

const fieldsChanged = (was: FlowStep, step: FlowStep): string[] =>
  differing(settingsOf(was), settingsOf(step));

function settingsOf({ id: _, position: __, exits: ___, ...settings }: FlowStep): object {
  return settings;
}

/** In the order in which exits are drawn. */
function exitsChanged(was: FlowStep, step: FlowStep) {
  const names = new Set([...exitsOf(step), ...Object.keys(was.exits), ...Object.keys(step.exits)]);
  return [...names]
    .map((exit) => ({ exit, from: was.exits[exit] ?? null, to: step.exits[exit] ?? null }))
    .filter(({ from, to }) => from !== to);
}

/** Names that have another value in one than in the other. */
function differing(a: object, b: object): string[] {
  const [left, right] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return [...new Set([...left.keys(), ...right.keys()])].filter(
    (key) => !same(left.get(key), right.get(key)),
  );
}

/** Equal as JSON, whatever the order of the names. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return (
    left.length === right.size && left.every(([key, value]) => right.has(key) && same(value, right.get(key)))
  );
}
