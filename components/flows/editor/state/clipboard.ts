import { CARD_WIDTH, cardHeight } from "@/components/flows/graph/step-size";
import { exitsOf, type FlowDefinition, type FlowStep } from "@/lib/domain/flow/definition";
import { newStepId } from "./new-step";

const FORMAT = "reachback.steps";

/** Steps as text for the clipboard, so that they can be pasted into another flow, window or file. */
export const clipOf = (definition: FlowDefinition, ids: readonly string[]): string | null => {
  const steps = definition.steps.filter(({ id }) => ids.includes(id));
  return steps.length === 0 ? null : JSON.stringify({ format: FORMAT, formatVersion: 1, steps }, null, 2);
};

/**
 * The steps of a text from the clipboard, or of a whole flow's file; null for everything else.
 * @param isStep - whether a value is a step that this program can keep
 */
export function stepsOfClip(
  text: string,
  isStep: (value: unknown) => value is FlowStep,
): readonly FlowStep[] | null {
  if (!text.includes(FORMAT) && !text.includes("reachback.flow")) return null;
  try {
    const read: unknown = JSON.parse(text);
    if (typeof read !== "object" || read === null || !("steps" in read) || !Array.isArray(read.steps))
      return null;
    return read.steps.every(isStep) ? read.steps : null;
  } catch {
    return null;
  }
}

/**
 * Copies of steps that can stand in a flow beside what is there: with ids and places of their own, lines among
 * themselves only, and no second trigger.
 */
export function withNewIds(
  definition: FlowDefinition,
  steps: readonly FlowStep[],
  chance: () => number = Math.random,
): FlowStep[] {
  const hasTrigger = definition.steps.some(({ type }) => type === "trigger");
  // By id: a file that was written by hand may hold one twice.
  const unique = new Map(steps.map((step) => [step.id, step]));
  const copied = [...unique.values()].filter(({ type }) => type !== "trigger" || !hasTrigger);
  const taken = new Set(definition.steps.map(({ id }) => id));
  const ids = new Map<string, string>();
  for (const { id, type } of copied) {
    const made = newStepId(type, taken, chance);
    taken.add(made);
    ids.set(id, made);
  }
  const offset = freeOffset(definition.steps, copied);
  return copied.map((step) => {
    const exits = exitsOf(step).flatMap((exit): [string, string][] => {
      const to = ids.get(step.exits[exit] ?? "");
      return to === undefined ? [] : [[exit, to]];
    });
    const position = { x: step.position.x + offset.x, y: step.position.y + offset.y };
    return { ...step, id: ids.get(step.id) ?? step.id, position, exits: Object.fromEntries(exits) };
  });
}

/** Down and to the right, so that copies of copies lie like a fan of cards. */
const SHIFT = { x: 24, y: 40 };
const GAP = 16;
const MOST_SHIFTS = 500;

/** How far copies move, all together, until they cover nothing that is there. */
function freeOffset(there: readonly FlowStep[], copied: readonly FlowStep[]): FlowStep["position"] {
  let offset = { x: 0, y: 0 };
  const covers = (copy: FlowStep): boolean =>
    there.some((step) => {
      const x = copy.position.x + offset.x - step.position.x;
      const y = copy.position.y + offset.y - step.position.y;
      return Math.abs(x) < CARD_WIDTH + GAP && y < cardHeight(step) + GAP && -y < cardHeight(copy) + GAP;
    });
  for (let n = 1; n <= MOST_SHIFTS && copied.some(covers); n++) offset = { x: SHIFT.x * n, y: SHIFT.y * n };
  return offset;
}
