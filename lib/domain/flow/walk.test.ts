import { describe, expect, test } from "vitest";
import { DEFAULT_FLOW } from "./default-flow";
import type { FlowDefinition } from "./definition";
import type { FlowFacts } from "./facts";
import { FACTS, flow, step } from "./testing/build-flow";
import { compileFlow } from "./walk";

const walk = (definition: FlowDefinition, facts: Partial<FlowFacts> = {}, from?: string) =>
  compileFlow(definition).walk({ ...FACTS, ...facts }, from);

describe("the default flow", () => {
  test.each([
    ["sent", "t1>next b1>sent l1=succeeded", 0],
    ["delivered", "t1>next b1>delivered l2=succeeded", 0],
    ["read", "t1>next b1>read l3=succeeded", 0],
    ["rejected", "t1>next b1>rejected l4>next f1=succeeded", 1],
    ["unknown", "t1>next b1>unknown", 0],
    ["accepted", "t1>next b1>accepted", 0],
  ] as const)("%s", (status, trail, fallbacks) => {
    const compiled = compileFlow(DEFAULT_FLOW);
    const found = compiled.walk({ ...FACTS, status });
    expect(found).toMatchObject({ trail, stopsAt: null, outcome: "succeeded" });
    expect(found.fallbacks).toHaveLength(fallbacks);
    expect(compiled.ofStatus(status)).toMatchObject({ trail });
    expect(compiled.walk({ ...FACTS, status })).toBe(found);
  });
});

describe("walk", () => {
  const wait = { type: "wait", until: "duration", minutes: 5 } as const;

  test("stops at what waits or goes out, and goes on from the step behind it", () => {
    const definition = flow(
      step("t", { type: "trigger" }, { next: "w" }),
      step("w", wait, { next: "f" }),
      step("f", { type: "fallback", ruleId: 3 }, { next: "e" }),
      step("e", { type: "end" }),
    );
    expect(walk(definition)).toMatchObject({ trail: "t>next w", stopsAt: "w", outcome: null, fallbacks: [] });
    expect(walk(definition, {}, "f")).toMatchObject({
      trail: "f>next e=succeeded",
      fallbacks: [{ stepId: "f", ruleId: 3 }],
    });
  });

  const variable = { on: "variable", not: false, name: "vip", operator: "equals", value: "yes" } as const;
  const country = { on: "country", not: false, is: ["DE"] } as const;
  const branching = (match: "all" | "any") =>
    flow(
      step("t", { type: "trigger" }, { next: "c" }),
      step("c", { type: "condition", match, tests: [variable, country] }, { yes: "e" }),
      step("e", { type: "end" }),
    );
  test.each([
    { why: "an unknown variable decides", match: "any", facts: {}, trail: "t>next c" },
    { why: "one no is enough", match: "all", facts: {}, trail: "t>next c>no" },
    { why: "one yes is enough", match: "any", facts: { country: "DE" }, trail: "t>next c>yes e=succeeded" },
    {
      why: "known variables",
      match: "any",
      facts: { variables: { vip: "yes" } },
      trail: "t>next c>yes e=succeeded",
    },
    { why: "absent variables", match: "any", facts: { variables: {} }, trail: "t>next c>no" },
  ] as { why: string; match: "all" | "any"; facts: Partial<FlowFacts>; trail: string }[])(
    "a condition: $why",
    ({ match, facts, trail }) => {
      expect(walk(branching(match), facts).trail).toBe(trail);
    },
  );

  test.each([
    { why: "found", facts: {}, exits: { success: "e", failed: "e" }, trail: "t>next z>success e=succeeded" },
    {
      why: "not found",
      facts: { timeZone: null },
      exits: { success: "e", failed: "e" },
      trail: "t>next z>failed e=succeeded",
    },
    {
      why: "goes on with UTC",
      facts: { timeZone: null },
      exits: { success: "e" },
      trail: "t>next z=failed>success e=succeeded",
    },
  ] as { why: string; facts: Partial<FlowFacts>; exits: Record<string, string>; trail: string }[])(
    "local time of a number: $why",
    ({ facts, exits, trail }) => {
      const definition = flow(
        step("t", { type: "trigger" }, { next: "z" }),
        step("z", { type: "local_time", source: "number", secret: null }, exits),
        step("e", { type: "end" }),
      );
      expect(walk(definition, facts)).toMatchObject({ trail, outcome: "succeeded", zoneFromNumber: true });
    },
  );

  test("a log outside with columns of its own is left to the worker, any other is passed", () => {
    const columns = [{ name: "Voucher", value: "{{voucher}}" }];
    const logging = (logId: number | null, own: typeof columns | null) =>
      flow(step("t", { type: "trigger" }, { next: "l" }), step("l", { type: "log", logId, columns: own }));
    expect(walk(logging(null, columns)).trail).toBe("t>next l=succeeded");
    expect(walk(logging(4, columns), { variables: {} }).stopsAt).toBe("l");
    expect(walk(logging(4, null))).toMatchObject({ stopsAt: null, logs: [{ id: "l", logId: 4 }] });
  });

  test("a cycle without a wait ends as failed", () => {
    const definition = flow(
      step("t", { type: "trigger" }, { next: "f" }),
      step("f", { type: "fallback", ruleId: null }, { next: "g" }),
      step("g", { type: "fallback", ruleId: null }, { next: "f" }),
    );
    expect(walk(definition)).toMatchObject({ trail: "t>next f>next g>next f=failed", outcome: "failed" });
  });

  test("a very long way is left to the worker, which goes on from there", () => {
    const name = (i: number) => `download-of-step-${i}`;
    const steps = Array.from({ length: 290 }, (_, i) =>
      step(name(i), { type: "log", logId: null, columns: null }, i < 289 ? { next: name(i + 1) } : {}),
    );
    const definition = flow(step("t", { type: "trigger" }, { next: name(0) }), ...steps);
    const first = walk(definition);
    expect(first.trail.length).toBeLessThan(1600);
    let walked = first.logs.length;
    for (let at = first; at.stopsAt !== null; walked += at.logs.length) at = walk(definition, {}, at.stopsAt);
    expect(walked).toBe(290);
  });
});
