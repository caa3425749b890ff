import type { EventStatus } from "../message/status";
import { compileTests } from "./condition";
import { exitsOf, type FlowDefinition, type FlowStep, type LogStep, type Outcome } from "./definition";
import type { FlowFacts } from "./facts";
import { endingAs, FAILED_AND_ON, type Leaving, leavingBy, readLeaving } from "./trail";

/** A way through steps that neither wait nor go out. The same object for the same way. */
export type Walk = {
  /** See `parseTrail`; it ends with the step that is waited at or goes out, entered and not left. */
  readonly trail: string;
  /** Id of the step that needs a durable run; null: the run is over. */
  readonly stopsAt: string | null;
  /** How the run ended; null where it goes on. */
  readonly outcome: Outcome | null;
  readonly fallbacks: readonly { readonly stepId: string; readonly ruleId: number | null }[];
  readonly logs: readonly (LogStep & { readonly id: string })[];
  /** A local-time step took the zone from the number, whatever an earlier step had found. */
  readonly zoneFromNumber: boolean;
};

export type CompiledFlow = {
  readonly definition: FlowDefinition;
  readonly step: (id: string) => FlowStep | undefined;
  /** Walks from the trigger, or on from a step; pure, and it ends whatever the graph is. */
  walk(facts: FlowFacts, from?: string): Walk;
  /** Whether the status alone decides the walk from the trigger. */
  readonly asksStatusOnly: boolean;
  /** That walk; null where more must be known. */
  ofStatus(status: EventStatus): Walk | null;
};

/** How a step is left; null: it waits, goes out, or asks for what is not known here. */
type Leave = (facts: FlowFacts) => Leaving | null;

/**
 * Characters of a trail after which the worker goes on: trails are keys of an index in the database, and no
 * graph that somebody draws may keep a status from being stored.
 */
const LONGEST_TRAIL = 1500;
/** Ways remembered; a graph of many conditions in a row has more than anybody ever takes. */
const REMEMBERED = 5000;

export function compileFlow(definition: FlowDefinition): CompiledFlow {
  const steps = new Map(definition.steps.map((step) => [step.id, step]));
  const leaves = new Map(definition.steps.map((step) => [step.id, leaveOf(step)]));
  const graph: Graph = { steps, leaves, remembered: 0 };
  const roots = new Map<string, Place>();
  const rootOf = (id: string): Place => {
    const known = roots.get(id);
    if (known) return known;
    const made = placeAt(graph, id, START);
    roots.set(id, made);
    return made;
  };
  const trigger = definition.steps.find(({ type }) => type === "trigger")?.id ?? "";
  const byStatus = definition.steps.some(asksForMore) ? null : new Map<EventStatus, Walk>();
  return {
    definition,
    asksStatusOnly: byStatus !== null,
    step: (id) => steps.get(id),
    walk: (facts, from = trigger) => walkFrom(graph, rootOf(from), facts),
    ofStatus: (status) => {
      if (!byStatus) return null;
      const known = byStatus.get(status);
      if (known) return known;
      const made = walkFrom(graph, rootOf(trigger), { status } as FlowFacts);
      byStatus.set(status, made);
      return made;
    },
  };
}

/** Whether a step, walked in the ingest, looks at more than the event's status. */
function asksForMore(step: FlowStep): boolean {
  if (step.type === "condition") return step.tests.some(({ on }) => on !== "status");
  return step.type === "local_time" && step.source === "number";
}

type Graph = {
  readonly steps: ReadonlyMap<string, FlowStep>;
  readonly leaves: ReadonlyMap<string, Leave>;
  remembered: number;
};

type SoFar = Omit<Walk, "stopsAt" | "outcome"> & { readonly visited: ReadonlySet<string> };

const START: SoFar = { trail: "", fallbacks: [], logs: [], zoneFromNumber: false, visited: new Set() };

/** A step as one way has led to it, and the ways on from there that were taken before. */
type Place =
  | {
      readonly step: FlowStep;
      readonly leave: Leave;
      readonly soFar: SoFar;
      /** The walk that stops here. */
      readonly stopped: Walk;
      readonly on: Map<Leaving, Place | Walk>;
    }
  | { readonly step: null; readonly stopped: Walk };

function walkFrom(graph: Graph, root: Place, given: FlowFacts): Walk {
  let place = root;
  let facts = given;
  for (;;) {
    if (place.step === null) return place.stopped;
    if (place.step.type === "local_time" && facts.foundZone) facts = { ...facts, foundZone: null };
    const leaving = place.leave(facts);
    if (leaving === null) return place.stopped;
    let next = place.on.get(leaving);
    if (next === undefined) {
      next = follow(graph, place, leaving);
      if (graph.remembered++ < REMEMBERED) place.on.set(leaving, next);
    }
    if ("trail" in next) return next;
    place = next;
  }
}

function follow(graph: Graph, place: Exclude<Place, { step: null }>, leaving: Leaving): Place | Walk {
  const { step, soFar } = place;
  const { exit, outcome } = readLeaving(leaving);
  const target = exit === null ? undefined : step.exits[exit];
  const left: SoFar = { ...soFar, ...gathered(step, soFar), trail: soFar.trail + leaving };
  if (target === undefined) return ended(left, outcome === "failed");
  return placeAt(graph, target, left);
}

function gathered(step: FlowStep, { fallbacks, logs, zoneFromNumber }: SoFar): Partial<SoFar> {
  if (step.type === "fallback")
    return { fallbacks: [...fallbacks, { stepId: step.id, ruleId: step.ruleId }] };
  if (step.type === "log") {
    const { type, id, logId, columns } = step;
    return { logs: [...logs, { type, id, logId, columns }] };
  }
  return { zoneFromNumber: zoneFromNumber || step.type === "local_time" };
}

const ended = ({ visited: _, ...soFar }: SoFar, failed: boolean): Walk => ({
  ...soFar,
  stopsAt: null,
  outcome: failed ? "failed" : "succeeded",
});

function placeAt({ steps, leaves }: Graph, id: string, soFar: SoFar): Place {
  const step = steps.get(id);
  const leave = leaves.get(id);
  // Neither passes validation; a walk must end with them nevertheless.
  if (!step || !leave) return { step: null, stopped: ended(soFar, true) };
  const trail = soFar.trail === "" ? id : `${soFar.trail} ${id}`;
  if (soFar.visited.has(id))
    return { step: null, stopped: ended({ ...soFar, trail: trail + endingAs("failed") }, true) };
  const here = { ...soFar, trail, visited: new Set(soFar.visited).add(id) };
  const { visited: _, ...told } = here;
  const stopped = { ...told, stopsAt: id, outcome: null };
  return { step, leave: trail.length > LONGEST_TRAIL ? stop : leave, soFar: here, stopped, on: new Map() };
}

/** By an exit; a step with one exit that leads nowhere ends there, for there is nothing to tell about the exit. */
export function leavingOf(step: FlowStep, exit: string): Leaving {
  const only = exitsOf(step).length < 2;
  return only && step.exits[exit] === undefined ? endingAs("succeeded") : leavingBy(exit);
}

function leaveOf(step: FlowStep): Leave {
  switch (step.type) {
    case "trigger":
    case "fallback":
      return always(leavingOf(step, "next"));
    case "end":
      return always(endingAs("succeeded"));
    case "branch":
      return byBranch();
    case "condition":
      return byTests(step);
    case "local_time":
      return byNumber(step);
    case "log":
      // Columns of its own are filled by the worker, which knows every variable; the download fills its own.
      return step.logId !== null && step.columns !== null ? stop : always(leavingOf(step, "next"));
    case "wait":
    case "http":
    case "sms":
    case "call":
    case "suppress":
    case "webhook":
      return stop;
  }
}

const stop: Leave = () => null;
const always =
  (leaving: Leaving): Leave =>
  () =>
    leaving;

function byBranch(): Leave {
  const leavings = {
    unknown: leavingBy("unknown"),
    accepted: leavingBy("accepted"),
    sent: leavingBy("sent"),
    delivered: leavingBy("delivered"),
    read: leavingBy("read"),
    rejected: leavingBy("rejected"),
  } satisfies Record<EventStatus, Leaving>;
  return ({ status }) => leavings[status];
}

function byTests({ match, tests }: Extract<FlowStep, { type: "condition" }>): Leave {
  const ask = compileTests(match, tests);
  const yes = leavingBy("yes");
  const no = leavingBy("no");
  return (facts) => {
    const answer = ask(facts);
    return answer === undefined ? null : answer ? yes : no;
  };
}

/** A number whose zone is not known goes on with UTC: by the failed exit where it leads somewhere. */
function byNumber(step: Extract<FlowStep, { type: "local_time" }>): Leave {
  if (step.source !== "number") return stop;
  const success = leavingBy("success");
  const failure = failedLocalTime(step);
  return ({ timeZone }) => (timeZone === null ? failure : success);
}

/** How a local-time step is left that did not find the zone. */
export const failedLocalTime = (step: FlowStep): Leaving =>
  step.exits.failed === undefined ? FAILED_AND_ON : leavingBy("failed");
