import {
  exitsOf,
  type FlowDefinition,
  type FlowStep,
  type StepSettings,
  type StepType,
} from "@/lib/domain/flow/definition";
import type { ExitRef, Point } from "./commands";

/** What a new step of each type begins with. */
export const FRESH: { readonly [T in StepType]: Extract<StepSettings, { type: T }> } = {
  trigger: { type: "trigger" },
  branch: { type: "branch" },
  condition: {
    type: "condition",
    match: "all",
    tests: [{ on: "reason_class", is: ["unreachable"], not: false }],
  },
  wait: { type: "wait", until: "duration", minutes: 60 },
  local_time: { type: "local_time", source: "number", secret: null },
  http: { type: "http", method: "GET", url: "", headers: [], body: null, results: [] },
  log: { type: "log", logId: null, columns: null },
  fallback: { type: "fallback", ruleId: null },
  sms: { type: "sms", connectionId: null, from: "", text: "", validityMinutes: null },
  call: {
    type: "call",
    connectionId: null,
    from: "",
    script: "",
    language: "en-US",
    voice: null,
    repeat: 1,
    confirmPrompt: null,
    machine: "missed",
    success: "answered",
  },
  suppress: { type: "suppress", days: null, note: null },
  webhook: { type: "webhook", endpointId: null },
  end: { type: "end" },
};

/** An id that no step of the flow has. Chance keeps it apart from those of earlier versions as well. */
export function newStepId(
  type: StepType,
  taken: ReadonlySet<string>,
  chance: () => number = Math.random,
): string {
  for (;;) {
    const id = `${type}-${Math.floor(chance() * 36 ** 4)
      .toString(36)
      .padStart(4, "0")}`;
    if (!taken.has(id)) return id;
  }
}

/** The exit that a step added after this one follows: a free one, else the first, into whose line it goes. */
export function nextFreeExit(step: FlowStep): ExitRef | null {
  const names = exitsOf(step);
  const exit = names.find((name) => step.exits[name] === undefined) ?? names[0];
  return exit === undefined ? null : { stepId: step.id, exit };
}

const COLUMN = 340;
const ROW = 96;
const CARD = { width: 260, height: 80 };

/** A place beside the step before it, or at `wish`, moved down until no other step is there. */
export function freePlace(definition: FlowDefinition, after: ExitRef | null, wish: Point): Point {
  const before = after && definition.steps.find(({ id }) => id === after.stepId);
  const start = before ? { x: before.position.x + COLUMN, y: before.position.y } : wish;
  const isTaken = (at: Point): boolean =>
    definition.steps.some(
      ({ position }) => Math.abs(position.x - at.x) < CARD.width && Math.abs(position.y - at.y) < CARD.height,
    );
  let place = { x: Math.round(start.x), y: Math.round(start.y) };
  while (isTaken(place)) place = { ...place, y: place.y + ROW };
  return place;
}
