import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_FLOW } from "./default-flow";
import { exitsOf, type FlowDefinition, type FlowStep, type Outcome, type StepSettings } from "./definition";
import { heatOf, type PathCount, type StepCount } from "./heat";
import { flow, step } from "./testing/build-flow";

const WAIT: StepSettings = { type: "wait", until: "duration", minutes: 5 };
const HTTP: StepSettings = {
  type: "http",
  method: "GET",
  url: "https://example.com",
  headers: [],
  body: null,
  results: [],
};

describe("heatOf", () => {
  test("counts ways through the default flow", () => {
    const heat = heatOf(
      DEFAULT_FLOW,
      [
        { trail: "t1>next b1>sent l1=succeeded", n: 90 },
        { trail: "t1>next b1>rejected l4>next f1=succeeded", n: 10 },
        { trail: "t1>next b1>unknown", n: 2 },
      ],
      [],
    );
    expect(heat.runs).toEqual({ entered: 102, succeeded: 102, failed: 0, cancelled: 0, inProgress: 0 });
    expect(heat.steps.get("b1")).toEqual({
      entered: 102,
      succeeded: 102,
      failed: 0,
      cancelled: 0,
      inProgress: 0,
      exits: { sent: 90, rejected: 10, unknown: 2 },
    });
    expect(heat.steps.get("f1")).toMatchObject({ entered: 10, succeeded: 10 });
    expect(heat.steps.get("l2")).toMatchObject({ entered: 0 });
  });

  test("goes on counting where durable runs took over", () => {
    const graph = flow(
      step("t", { type: "trigger" }, { next: "w" }),
      step("w", WAIT, { next: "h" }),
      step("h", HTTP, { success: "e", failed: "e" }),
      step("e", { type: "end" }),
    );
    const heat = heatOf(
      graph,
      [{ trail: "t>next w", n: 10 }],
      [
        { stepId: "w", exit: "next", n: 7 },
        { stepId: "w", exit: "=succeeded", n: 7 },
        { stepId: "w", exit: "=cancelled", n: 1 },
        { stepId: "h", exit: "+", n: 7 },
        { stepId: "h", exit: "success", n: 4 },
        { stepId: "h", exit: "=succeeded", n: 4 },
        { stepId: "h", exit: "failed", n: 2 },
        { stepId: "h", exit: "=failed", n: 2 },
        { stepId: "e", exit: "+", n: 6 },
        { stepId: "e", exit: "=succeeded", n: 6 },
        { stepId: "", exit: "=succeeded", n: 6 },
        { stepId: "", exit: "=cancelled", n: 1 },
      ],
    );
    expect(heat.steps.get("w")).toMatchObject({ entered: 10, succeeded: 7, cancelled: 1, inProgress: 2 });
    expect(heat.steps.get("h")).toMatchObject({ entered: 7, succeeded: 4, failed: 2, inProgress: 1 });
    expect(heat.runs).toEqual({ entered: 10, succeeded: 6, failed: 0, cancelled: 1, inProgress: 3 });
  });

  test("a failure that leads on fails the step, not the run", () => {
    const zone: StepSettings = { type: "local_time", source: "number", secret: null };
    const graph = flow(step("t", { type: "trigger" }, { next: "z" }), step("z", zone, {}));
    const on = heatOf(graph, [{ trail: "t>next z=failed>success", n: 3 }], []);
    expect(on.steps.get("z")).toMatchObject({ failed: 3, exits: { success: 3 } });
    expect(on.runs).toMatchObject({ succeeded: 3, failed: 0 });
    const over = heatOf(graph, [{ trail: "t>next z>failed", n: 3 }], []);
    expect(over.runs).toMatchObject({ succeeded: 0, failed: 3 });
  });

  test("steps of another version are not counted", () => {
    const heat = heatOf(DEFAULT_FLOW, [], [{ stepId: "gone", exit: "+", n: 5 }]);
    expect(heat.runs.entered).toBe(0);
  });
});

const settings: fc.Arbitrary<StepSettings> = fc.constantFrom<StepSettings>(
  { type: "branch" },
  { type: "log", logId: null, columns: null },
  { type: "local_time", source: "number", secret: null },
  { type: "end" },
  WAIT,
  HTTP,
);
const outcomes: fc.Arbitrary<Outcome> = fc.constantFrom("succeeded", "failed", "cancelled");

const graphs: fc.Arbitrary<FlowDefinition> = fc
  .array(fc.tuple(settings, fc.array(fc.nat(9), { minLength: 6, maxLength: 6 })), {
    minLength: 1,
    maxLength: 8,
  })
  .map((drawn) => {
    const steps = drawn.map(([each, targets], i): FlowStep => {
      const exits = exitsOf(each).flatMap((exit, at) => {
        const target = (targets[at] ?? 0) - 1;
        return target < 0 || target >= drawn.length ? [] : [[exit, `s${target}`]];
      });
      return step(`s${i}`, each, Object.fromEntries(exits));
    });
    return flow(step("t", { type: "trigger" }, { next: "s0" }), ...steps);
  });

/** What a run does at each step it comes to: an exit by number, an end, or nothing yet. */
const deeds = fc.array(
  fc.oneof(fc.record({ exit: fc.nat(5) }), fc.record({ ends: outcomes }), fc.constant(null)),
  { minLength: 1, maxLength: 14 },
);
type Deed = { readonly exit: number } | { readonly ends: Outcome } | null;
type Told = {
  readonly path: PathCount | null;
  readonly counts: StepCount[];
  readonly state: Outcome | null;
};

/** A run written down as the ingest and the runner do it: `inBatch` visits by path, the rest step by step. */
function tell({ steps }: FlowDefinition, done: readonly Deed[], inBatch: number): Told {
  const byId = new Map(steps.map((one) => [one.id, one]));
  const trail: string[] = [];
  const counts: StepCount[] = [];
  let at: FlowStep | undefined = byId.get("t");
  let state: Outcome | null = null;
  for (let i = 0; at; i++) {
    const deed = done[i] ?? null;
    const walked = i < inBatch;
    const stopsHere = i === inBatch;
    const exits = exitsOf(at);
    const exit = deed && "exit" in deed ? exits[deed.exit % Math.max(1, exits.length)] : undefined;
    const ends: Outcome | null = deed && "ends" in deed ? deed.ends : null;
    const leaving: string = exit !== undefined ? `>${exit}` : ends ? `=${ends}` : "";
    if (walked) trail.push(at.id + leaving);
    else {
      if (stopsHere && inBatch > 0) trail.push(at.id);
      else counts.push({ stepId: at.id, exit: "+", n: 1 });
      if (exit !== undefined) counts.push({ stepId: at.id, exit, n: 1 });
      const outcome = exit === "failed" ? "failed" : exit === undefined ? ends : "succeeded";
      if (outcome) counts.push({ stepId: at.id, exit: `=${outcome}`, n: 1 });
    }
    if (exit === undefined) {
      state = ends;
      break;
    }
    const target: string | undefined = at.exits[exit];
    if (target === undefined) state = exit === "failed" ? "failed" : "succeeded";
    at = target === undefined ? undefined : byId.get(target);
  }
  // A run that ended inside the batch is told by its path alone.
  const isDurable = counts.length > 0 || inBatch === 0 || trail.at(-1)?.search(/[>=]/) === -1;
  if (state && isDurable) counts.push({ stepId: "", exit: `=${state}`, n: 1 });
  return { path: inBatch > 0 ? { trail: trail.join(" "), n: 1 } : null, counts, state };
}

test("at every step: entered = outcomes + in progress = what came along the edges, and runs add up", () => {
  fc.assert(
    fc.property(graphs, fc.array(fc.tuple(deeds, fc.nat(6)), { maxLength: 25 }), (definition, runs) => {
      const told = runs.map(([done, inBatch]) => tell(definition, done, inBatch));
      const heat = heatOf(
        definition,
        told.flatMap(({ path }) => path ?? []),
        told.flatMap(({ counts }) => counts),
      );
      for (const { id, type } of definition.steps) {
        const one = heat.steps.get(id);
        if (!one) throw new Error(`no numbers of ${id}`);
        expect(one.inProgress).toBeGreaterThanOrEqual(0);
        expect(one.entered).toBe(one.succeeded + one.failed + one.cancelled + one.inProgress);
        const incoming = definition.steps.flatMap((from) =>
          Object.entries(from.exits).map(([exit, to]) =>
            to === id ? (heat.steps.get(from.id)?.exits[exit] ?? 0) : 0,
          ),
        );
        const came = incoming.reduce((sum, each) => sum + each, 0);
        expect(one.entered).toBe(type === "trigger" ? runs.length : came);
      }
      const having = (state: Outcome | null) => told.filter((run) => run.state === state).length;
      expect(heat.runs).toEqual({
        entered: runs.length,
        succeeded: having("succeeded"),
        failed: having("failed"),
        cancelled: having("cancelled"),
        inProgress: having(null),
      });
    }),
    { numRuns: 600 },
  );
});
