import fc from "fast-check";
import { expect, test } from "vitest";
import { type EventStatus, STATUS_CODE } from "../message/status";
import { exitsOf, type FlowDefinition, type FlowStep, type StepSettings } from "./definition";
import type { FlowFacts } from "./facts";
import { FACTS, flow, step } from "./testing/build-flow";
import { parseTrail } from "./trail";
import { validateFlow } from "./validate";
import { compileFlow } from "./walk";

const settings: fc.Arbitrary<StepSettings> = fc.constantFrom<StepSettings>(
  { type: "branch" },
  { type: "condition", match: "all", tests: [{ not: false, on: "country", is: ["US"] }] },
  {
    type: "condition",
    match: "any",
    tests: [
      { not: true, on: "status", is: ["sent"] },
      { not: false, on: "variable", name: "vip", operator: "is_set", value: "" },
    ],
  },
  { type: "local_time", source: "number", secret: null },
  { type: "log", logId: null, columns: null },
  { type: "fallback", ruleId: null },
  { type: "wait", until: "duration", minutes: 5 },
  { type: "suppress", days: null, note: null },
  { type: "end" },
);

/** Any exits to any steps, cycles included; `forward` leaves out what leads back. */
const graphs = (forward: boolean): fc.Arbitrary<FlowDefinition> =>
  fc
    .array(fc.tuple(settings, fc.array(fc.nat(12), { minLength: 6, maxLength: 6 })), {
      minLength: 1,
      maxLength: 10,
    })
    .map((drawn) => {
      const steps = drawn.map(([each, targets], i): FlowStep => {
        const exits = exitsOf(each).flatMap((exit, at) => {
          const target = (targets[at] ?? 0) - 1;
          return target < 0 || target >= drawn.length || (forward && target <= i)
            ? []
            : [[exit, `s${target}`]];
        });
        return step(`s${i}`, each, Object.fromEntries(exits));
      });
      return flow(step("t", { type: "trigger" }, { next: "s0" }), ...steps);
    });

const facts: fc.Arbitrary<Pick<FlowFacts, "status" | "country" | "timeZone" | "variables">> = fc.record({
  status: fc.constantFrom(...(Object.keys(STATUS_CODE) as EventStatus[])),
  country: fc.constantFrom("US", "GB", null),
  timeZone: fc.constantFrom("Europe/London", null),
  variables: fc.constantFrom<FlowFacts["variables"]>(undefined, {}, { vip: "yes" }),
});

test("every walk ends, and its trail tells steps and exits that there are", () => {
  fc.assert(
    fc.property(graphs(false), facts, (definition, given) => {
      const compiled = compileFlow(definition);
      const walk = compiled.walk({ ...FACTS, ...given });
      const visits = parseTrail(walk.trail);
      expect(visits.length).toBeLessThanOrEqual(definition.steps.length + 1);
      visits.forEach(({ stepId, exit, outcome }, i) => {
        const at = compiled.step(stepId);
        if (!at) throw new Error(`no step ${stepId}`);
        if (exit !== null) expect(exitsOf(at)).toContain(exit);
        const next = visits[i + 1];
        if (next) expect(at.exits[exit ?? ""]).toBe(next.stepId);
        else expect(outcome === null).toBe(walk.stopsAt !== null);
      });
      expect(walk.stopsAt).toBe(visits.at(-1)?.outcome === null ? visits.at(-1)?.stepId : null);
      expect(compiled.walk({ ...FACTS, ...given })).toBe(walk);
    }),
    { numRuns: 800 },
  );
});

test("what was remembered of other walks never changes one", () => {
  fc.assert(
    fc.property(graphs(true), fc.array(facts, { maxLength: 12 }), (definition, given) => {
      const used = compileFlow(definition);
      for (const each of given) {
        const fresh = compileFlow(definition).walk({ ...FACTS, ...each });
        expect(used.walk({ ...FACTS, ...each })).toEqual(fresh);
        expect(used.ofStatus(each.status) ?? fresh).toEqual(fresh);
      }
    }),
    { numRuns: 500 },
  );
});

test("in a graph that passes validation, entered = left + ended + stopped at every step, and each exit feeds the next", () => {
  const references = {
    rules: new Set<number>(),
    connections: new Map(),
    logs: new Set<number>(),
    endpoints: new Set<number>(),
    campaigns: new Set<number>(),
    secrets: new Set<string>(),
  };
  let valid = 0;
  fc.assert(
    fc.property(graphs(true), fc.array(facts, { maxLength: 30 }), (definition, given) => {
      const wrong = validateFlow(definition, references).some(({ code }) => code === "cycle_without_wait");
      expect(wrong).toBe(false);
      valid++;
      const compiled = compileFlow(definition);
      const count = new Map<string, number>();
      const add = (key: string) => count.set(key, (count.get(key) ?? 0) + 1);
      for (const each of given) {
        for (const { stepId, exit, outcome } of parseTrail(compiled.walk({ ...FACTS, ...each }).trail)) {
          add(`${stepId}+`);
          add(`${stepId}=${outcome ?? "in progress"}`);
          if (exit !== null) add(`${stepId}>${exit}`);
        }
      }
      const of = (key: string) => count.get(key) ?? 0;
      for (const { id, type } of definition.steps) {
        expect(of(`${id}+`)).toBe(of(`${id}=succeeded`) + of(`${id}=failed`) + of(`${id}=in progress`));
        const incoming = definition.steps.flatMap((from) =>
          Object.entries(from.exits).map(([exit, target]) => (target === id ? of(`${from.id}>${exit}`) : 0)),
        );
        expect(of(`${id}+`)).toBe(
          type === "trigger" ? given.length : incoming.reduce((sum, each) => sum + each, 0),
        );
      }
    }),
    { numRuns: 500 },
  );
  expect(valid).toBeGreaterThan(0);
});
