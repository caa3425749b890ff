import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CARD_WIDTH, cardHeight } from "@/components/flows/graph/step-size";
import { DEFAULT_FLOW } from "@/lib/domain/flow/default-flow";
import { exitsOf, type FlowDefinition, type FlowStep, type StepType } from "@/lib/domain/flow/definition";
import { clipOf, stepsOfClip, withNewIds } from "./clipboard";
import { apply, type Command, canMoveEarlier } from "./commands";
import { type EditorState, reduce, startState } from "./editor-state";
import { FRESH, freePlace, newStepId, nextFreeExit } from "./new-step";
import { availableVariables } from "./upstream";
import { walkOrder } from "./walk-order";

const TYPES = Object.keys(FRESH) as StepType[];
const stepOf = (id: string, type: StepType, exits: FlowStep["exits"] = {}): FlowStep => ({
  ...FRESH[type],
  id,
  title: null,
  position: { x: 0, y: 0 },
  exits,
});
const flowOf = (...steps: FlowStep[]): FlowDefinition => ({ ...DEFAULT_FLOW, steps });
const exitsIn = ({ steps }: FlowDefinition) => Object.fromEntries(steps.map(({ id, exits }) => [id, exits]));

/** Every exit exists, and leads to a step that is there and is no trigger. */
function expectSound({ steps }: FlowDefinition): void {
  const byId = new Map(steps.map((step) => [step.id, step]));
  expect(byId.size).toBe(steps.length);
  for (const step of steps) {
    for (const [exit, to] of Object.entries(step.exits)) {
      expect(exitsOf(step)).toContain(exit);
      expect(byId.has(to), `${step.id}>${exit} leads to ${to}`).toBe(true);
      expect(byId.get(to)?.type).not.toBe("trigger");
    }
  }
}

/** Numbers that a command is made from, by what is there at its turn. */
const dice = fc.record({ kind: fc.nat(7), a: fc.nat(50), b: fc.nat(50), c: fc.nat(50) });
type Dice = { kind: number; a: number; b: number; c: number };

function commandOf({ definition }: EditorState, { kind, a, b, c }: Dice, n: number): Command {
  const { steps } = definition;
  const pick = (i: number): FlowStep => steps[i % Math.max(1, steps.length)] ?? stepOf("none", "end");
  const exit = exitsOf(pick(b))[c % Math.max(1, exitsOf(pick(b)).length)] ?? "none";
  switch (kind) {
    case 0: {
      const type = TYPES.filter((one) => one !== "trigger")[a % (TYPES.length - 1)] ?? "end";
      return { do: "add", step: stepOf(`new-${n}`, type), after: { stepId: pick(b).id, exit } };
    }
    case 1:
      return { do: "connect", from: { stepId: pick(b).id, exit }, to: c % 4 === 0 ? null : pick(a).id };
    case 2:
      return { do: "remove", ids: [pick(a).id, ...(c % 2 ? [pick(b).id] : [])] };
    case 3:
      return { do: "rename", id: pick(a).id, title: c % 3 ? `Step ${c}` : null };
    case 4: {
      const type = TYPES[c % TYPES.length] ?? "end";
      return {
        do: "configure",
        id: pick(a).id,
        settings: pick(a).type === "trigger" ? FRESH.trigger : noTrigger(type),
      };
    }
    case 5:
      return { do: "place", places: new Map([[pick(a).id, { x: b, y: c }]]) };
    case 6:
      return { do: "earlier", id: pick(a).id };
    default:
      return {
        do: "insert",
        steps: withNewIds(definition, [pick(a), pick(b)]),
      };
  }
}
const noTrigger = (type: StepType) => FRESH[type === "trigger" ? "wait" : type];

const play = (rolls: readonly Dice[]): EditorState =>
  rolls.reduce(
    (state, roll, n) => reduce(state, { do: "command", command: commandOf(state, roll, n) }),
    startState(DEFAULT_FLOW),
  );

describe("any commands in any order", () => {
  test("leave no dangling exit", () => {
    fc.assert(fc.property(fc.array(dice, { maxLength: 30 }), (rolls) => expectSound(play(rolls).definition)));
  });

  test("are taken back by undo, and done again by redo", () => {
    fc.assert(
      fc.property(fc.array(dice, { maxLength: 30 }), (rolls) => {
        const done = play(rolls);
        let state = done;
        const ways: FlowDefinition[] = [];
        while (state.past.length > 0) {
          ways.push(state.definition);
          state = reduce(state, { do: "undo" });
        }
        expect(state.definition).toBe(DEFAULT_FLOW);
        for (const definition of ways.reverse()) {
          state = reduce(state, { do: "redo" });
          expect(state.definition).toBe(definition);
        }
        expect(state.definition).toBe(done.definition);
        expect(state.future).toEqual([]);
      }),
    );
  });

  test("are listed completely, each step once", () => {
    fc.assert(
      fc.property(fc.array(dice, { maxLength: 30 }), (rolls) => {
        const { steps } = play(rolls).definition;
        const listed = walkOrder(steps).filter(({ again }) => !again);
        expect(listed.map(({ step }) => step.id).sort()).toEqual(steps.map(({ id }) => id).sort());
      }),
    );
  });
});

describe("reduce", () => {
  const rename = (title: string, mergeKey?: string) =>
    ({ do: "command", command: { do: "rename", id: "b1", title }, mergeKey }) as const;

  test("undoes the letters of one word together, and words apart", () => {
    const typed = [
      rename("A", "t"),
      rename("Ab", "t"),
      { do: "select", ids: ["l1"] } as const,
      rename("Abc", "t"),
    ];
    const state = typed.reduce(reduce, startState(DEFAULT_FLOW));
    expect(state.past).toHaveLength(2);
    expect(reduce(state, { do: "undo" }).definition.steps[1]?.title).toBe("Ab");
  });

  test("forgets what could be redone after another change, and what is selected with its step", () => {
    let state = reduce(startState(DEFAULT_FLOW), rename("A"));
    state = reduce(reduce(state, { do: "undo" }), rename("B"));
    expect(state.future).toEqual([]);
    state = reduce(state, { do: "select", ids: ["l1", "l2"] });
    state = reduce(state, { do: "command", command: { do: "remove", ids: ["l1"] } });
    expect(state.selection).toEqual(["l2"]);
  });

  test("is the same state when nothing changes", () => {
    const state = startState(DEFAULT_FLOW);
    expect(reduce(state, { do: "undo" })).toBe(state);
    expect(reduce(state, { do: "select", ids: [] })).toBe(state);
    expect(reduce(state, { do: "command", command: { do: "remove", ids: ["nobody"] } })).toBe(state);
  });
});

describe("apply", () => {
  const line = flowOf(
    stepOf("t", "trigger", { next: "a" }),
    stepOf("a", "log", { next: "b" }),
    stepOf("b", "sms", { reached: "c" }),
    stepOf("c", "end"),
  );

  test("a new step stands in the line that it follows", () => {
    const next = apply(line, { do: "add", step: stepOf("n", "http"), after: { stepId: "a", exit: "next" } });
    expect(exitsIn(next)).toMatchObject({ a: { next: "n" }, n: { success: "b" } });
  });

  test("a removed step of one way closes the gap, one of several leaves it open", () => {
    expect(exitsIn(apply(line, { do: "remove", ids: ["a", "b"] }))).toEqual({ t: { next: "c" }, c: {} });
    const forked = apply(line, { do: "connect", from: { stepId: "b", exit: "missed" }, to: "a" });
    expect(exitsIn(apply(forked, { do: "remove", ids: ["b"] }))).toMatchObject({ a: {} });
  });

  test("a step changes places with the one before it", () => {
    expect(canMoveEarlier(line.steps, "a")).toBe(false);
    expect(canMoveEarlier(line.steps, "c")).toBe(false);
    const next = apply(line, { do: "earlier", id: "b" });
    expect(exitsIn(next)).toEqual({ t: { next: "b" }, b: { reached: "a" }, a: { next: "c" }, c: {} });
  });

  test("a wait that waits for a status keeps its main line", () => {
    const waiting = flowOf(stepOf("w", "wait", { next: "e" }), stepOf("e", "end"));
    const settings = { type: "wait", until: "status", statuses: ["read"], timeoutMinutes: 5 } as const;
    const next = apply(waiting, { do: "configure", id: "w", settings });
    expect(exitsIn(next).w).toEqual({ arrived: "e" });
    expect(exitsIn(apply(next, { do: "configure", id: "w", settings: FRESH.wait })).w).toEqual({ next: "e" });
  });

  test("no line leads to the trigger, to nobody, or from an exit that is not there", () => {
    const from = { stepId: "a", exit: "next" };
    expect(apply(line, { do: "connect", from, to: "t" })).toBe(line);
    expect(apply(line, { do: "connect", from, to: "nobody" })).toBe(line);
    expect(apply(line, { do: "connect", from: { stepId: "a", exit: "yes" }, to: "c" })).toBe(line);
  });
});

describe("clipboard", () => {
  const isStep = (value: unknown): value is FlowStep =>
    typeof value === "object" && value !== null && "id" in value;

  test("pasted steps get ids of their own and keep the lines among themselves", () => {
    const text = clipOf(DEFAULT_FLOW, ["b1", "l4", "f1"]) ?? "";
    const pasted = withNewIds(DEFAULT_FLOW, stepsOfClip(text, isStep) ?? []);
    const [branch, log, fallback] = pasted;
    expect(branch?.exits).toEqual({ rejected: log?.id });
    expect(log?.exits).toEqual({ next: fallback?.id });
    const taken = new Set(DEFAULT_FLOW.steps.map(({ id }) => id));
    expect(pasted.every(({ id }) => /^[a-z_]+-[0-9a-z]{4}$/.test(id) && !taken.has(id))).toBe(true);
    expectSound(apply(DEFAULT_FLOW, { do: "insert", steps: pasted }));
  });

  test("copies cover neither their originals nor each other", () => {
    const copy = (flow: FlowDefinition) =>
      apply(flow, { do: "insert", steps: withNewIds(flow, DEFAULT_FLOW.steps.slice(1, 3)) });
    const { steps } = copy(copy(DEFAULT_FLOW));
    for (const a of steps)
      for (const b of steps) {
        const x = Math.abs(a.position.x - b.position.x);
        const apart = x >= CARD_WIDTH || b.position.y - a.position.y >= cardHeight(a);
        expect(a === b || apart || a.position.y - b.position.y >= cardHeight(b)).toBe(true);
      }
  });

  test("a whole flow is pasted without its trigger where one is already", () => {
    const steps = stepsOfClip(JSON.stringify(DEFAULT_FLOW), isStep) ?? [];
    expect(withNewIds(DEFAULT_FLOW, steps)).toHaveLength(steps.length - 1);
    expect(withNewIds(flowOf(), steps)).toHaveLength(steps.length);
  });

  test("is left alone when it holds something else", () => {
    expect(stepsOfClip("Hello", isStep)).toBeNull();
    expect(stepsOfClip('{"format":"reachback.steps","steps":[1]}', isStep)).toBeNull();
    expect(stepsOfClip('{"format":"reachback.steps"', isStep)).toBeNull();
    expect(clipOf(DEFAULT_FLOW, ["nobody"])).toBeNull();
  });
});

describe("new steps", () => {
  test("get an id that is free", () => {
    const rolls = [0, 0, 0.5];
    expect(newStepId("sms", new Set(["sms-0000"]), () => rolls.shift() ?? 0.9)).toBe("sms-i000");
  });

  test("follow a free exit, and stand where nothing else does", () => {
    const [, branch] = DEFAULT_FLOW.steps;
    if (!branch) throw new Error("no branch");
    expect(nextFreeExit(branch)).toEqual({ stepId: "b1", exit: "unknown" });
    expect(nextFreeExit(stepOf("e", "end"))).toBeNull();
    const taken = flowOf(stepOf("a", "log"));
    expect(freePlace(taken, null, { x: 10, y: 10 })).toEqual({ x: 10, y: 106 });
  });
});

test("variables of a step are the product's own and the answers of HTTP steps before it", () => {
  const http: FlowStep = {
    ...stepOf("h", "http", { success: "s" }),
    ...FRESH.http,
    results: [{ path: "data.name", variable: "shop" }],
  };
  const { steps } = flowOf(
    stepOf("t", "trigger", { next: "h" }),
    http,
    stepOf("s", "sms"),
    stepOf("o", "sms"),
  );
  expect(availableVariables(steps, "s")[0]).toEqual({ name: "shop", setBy: http });
  expect(availableVariables(steps, "o").map(({ name }) => name)).not.toContain("shop");
  expect(availableVariables(steps, "o").map(({ name }) => name)).toContain("local_time");
});

test("a step that two ways lead to is listed once, and named again", () => {
  const rows = walkOrder([
    stepOf("t", "trigger", { next: "c" }),
    stepOf("c", "condition", { yes: "l", no: "e" }),
    stepOf("l", "log", { next: "e" }),
    stepOf("e", "end"),
    stepOf("x", "end"),
  ]);
  expect(rows.map(({ step, depth, again }) => `${step.id}${depth}${again ? "…" : ""}`)).toEqual([
    "t0",
    "c0",
    "l1",
    "e1",
    "e1…",
    "x0",
  ]);
});
