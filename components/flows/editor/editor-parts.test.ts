import { describe, expect, test } from "vitest";
import { DEFAULT_FLOW } from "@/lib/domain/flow/default-flow";
import { problem } from "@/lib/domain/flow/problem";
import type { TestVisit } from "@/lib/flows/test-run-contract";
import { callPartOf, stepDraftOf } from "./inspector/sending-draft";
import { isFlowStep } from "./is-flow-step";
import { litBy } from "./lit-run";
import { numbered } from "./numbered";
import { sampleOf } from "./panels/sample-draft";
import { fieldOf } from "./problem-field";
import { FRESH } from "./state/new-step";

describe("fieldOf", () => {
  test.each([
    [problem("bad_time", "c", { test: 2, field: "from" }), "tests.1"],
    [problem("missing_column_name", "l", { column: 1 }), "columns.0"],
    [problem("template", "s", { field: "text", cause: "blank" }), "text"],
    [problem("unknown_secret", "h", { field: "headers.1", name: "key" }), "headers.1"],
    [problem("unknown_secret", "t", { name: "key" }), "secret"],
    [problem("plain_secret", "h", { field: "Authorization" }), "headers"],
    [problem("plain_secret", "h", { field: "url" }), "url"],
    [problem("unreachable", "x"), ""],
  ])("%j stands at %s", (one, field) => {
    expect(fieldOf(one)).toBe(field);
  });
});

describe("a call in the fields of fallback rules", () => {
  const call = { ...FRESH.call, id: "c", title: null, position: { x: 0, y: 0 }, exits: {} };

  test("asks for the key, and no longer counts it once it does not ask", () => {
    const asking = {
      ...call,
      ...callPartOf(call, { asksToConfirm: true, confirmPrompt: "Press 1", success: "confirmed" }),
    };
    expect(asking).toMatchObject({ confirmPrompt: "Press 1", success: "confirmed" });
    expect(stepDraftOf(asking).asksToConfirm).toBe(true);
    expect(
      callPartOf(asking, { asksToConfirm: false, confirmPrompt: "Press 1", success: "confirmed" }),
    ).toMatchObject({
      confirmPrompt: null,
      success: "answered",
    });
  });

  test("keeps what was not touched", () => {
    const asking = { ...call, confirmPrompt: "Press 1", success: "confirmed" as const };
    expect({ ...asking, ...callPartOf(asking, { repeat: "2" }) }).toEqual({ ...asking, repeat: 2 });
  });
});

describe("litBy", () => {
  const visit = (stepId: string, exit: string | null, outcome: TestVisit["outcome"]): TestVisit => ({
    stepId,
    exit,
    outcome,
    assumed: false,
    variables: {},
    note: null,
  });
  const way = [
    visit("t1", "next", "succeeded"),
    visit("b1", "rejected", "failed"),
    visit("l4", null, "succeeded"),
  ];

  test("the run is at the last step that was shown, and its line is not walked yet", () => {
    const { steps, lines } = litBy(way, 2);
    expect([...steps]).toEqual([
      ["t1", "passed"],
      ["b1", "now"],
    ]);
    expect([...lines]).toEqual(["t1>next"]);
  });

  test("at the end everything was passed, and what failed is told", () => {
    const { steps, lines } = litBy(way, 3);
    expect(steps.get("b1")).toBe("failed");
    expect(steps.get("l4")).toBe("passed");
    expect([...lines]).toEqual(["t1>next", "b1>rejected"]);
  });
});

test("a sample leaves out what is empty, and the code of what was not rejected", () => {
  const draft = {
    from: "status",
    status: "rejected",
    code: " 131026 ",
    country: "us",
    template: "",
    recipient: "",
    variables: "name=Maria, order = 42, ",
    messageId: "7",
  } as const;
  expect(sampleOf(draft)).toEqual({
    status: "rejected",
    code: "131026",
    country: "US",
    variables: { name: "Maria", order: "42" },
  });
  expect(sampleOf({ ...draft, status: "read", variables: "" })).toEqual({ status: "read", country: "US" });
  expect(sampleOf({ ...draft, from: "message" })).toEqual({ messageId: "7" });
});

test("steps of the same name are told apart by numbers", () => {
  const names = numbered(DEFAULT_FLOW.steps, { title: ({ title, type }) => title ?? type });
  expect([names.get("b1"), names.get("l1"), names.get("l4")]).toEqual(["branch", "log 1", "log 4"]);
});

test("what comes from the clipboard is a step only when it could be saved", () => {
  expect(DEFAULT_FLOW.steps.every(isFlowStep)).toBe(true);
  expect(isFlowStep({ ...DEFAULT_FLOW.steps[0], type: "nonsense" })).toBe(false);
  expect(isFlowStep({ ...DEFAULT_FLOW.steps[0], script: "more" })).toBe(false);
});
