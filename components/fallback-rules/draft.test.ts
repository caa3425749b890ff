import { describe, expect, test } from "vitest";
import { ruleDefinition } from "@/lib/fallback/rule-definition";
import { EXAMPLE_RULE } from "@/lib/fallback/rules/starting-values";
import { definitionOf, draftOf, moneyOf, newDraft, newStep } from "./draft";

const CALL = {
  channel: "voice",
  connectionId: 3,
  from: "+12025550100",
  waitMinutes: 2,
  script: "Hello {{name|there}}",
  language: "en-GB",
  voice: "Amy",
  repeat: 2,
  confirmPrompt: "Press 1.",
  machine: "reached",
  success: "confirmed",
} as const;

describe("the form of a rule", () => {
  test.each([
    { why: "SMS on rejection", rule: EXAMPLE_RULE },
    { why: "then a call", rule: { ...EXAMPLE_RULE, steps: [...EXAMPLE_RULE.steps, CALL] } },
    {
      why: "on silence, without quiet hours",
      rule: {
        ...EXAMPLE_RULE,
        trigger: { on: "undelivered", afterMinutes: 45 } as const,
        limits: { ...EXAMPLE_RULE.limits, quiet: null },
      },
    },
  ])("gives back what it was made from: $why", ({ rule }) => {
    expect(ruleDefinition.parse(definitionOf(draftOf("Rule", rule)))).toEqual(rule);
  });

  test("a new one sends an SMS at once by the first account that can, to whom WhatsApp can't reach", () => {
    const connections = [
      { id: "3", name: "Calls", provider: "x", channels: ["voice"] },
      { id: "4", name: "Both", provider: "x", channels: ["sms", "voice"] },
    ] as const;
    const draft = newDraft(connections, "Hello {{name|there}}");
    const withSender = { ...draft, steps: draft.steps.map((step) => ({ ...step, from: "EXAMPLE" })) };
    expect(ruleDefinition.parse(definitionOf(withSender))).toMatchObject({
      trigger: { on: "rejected", classes: ["unreachable", "capped"] },
      steps: [{ channel: "sms", connectionId: 4, waitMinutes: 0, text: "Hello {{name|there}}" }],
      limits: { quiet: { from: "21:00", until: "08:00" }, perPersonHours: 24 },
    });
  });

  test("codes may be parted by commas, blanks or lines", () => {
    const draft = { ...draftOf("Rule", EXAMPLE_RULE), codes: "131026, 131049\n470;" };
    expect(ruleDefinition.parse(definitionOf(draft)).trigger).toMatchObject({
      codes: ["131026", "131049", "470"],
    });
  });

  test("a field left empty is refused, not taken for zero", () => {
    const draft = { ...draftOf("Rule", EXAMPLE_RULE), maxAgeHours: "", perPersonHours: " " };
    const sent = JSON.parse(JSON.stringify(definitionOf(draft)));
    const paths = ruleDefinition.safeParse(sent).error?.issues.map(({ path }) => path.join("."));
    expect(paths).toEqual(["limits.perPersonHours", "limits.maxAgeHours"]);
  });

  test("without a question nobody has to press a key", () => {
    const step = { ...newStep("voice", "3", "0", true), success: "confirmed" } as const;
    expect(definitionOf({ ...draftOf("Rule"), steps: [step] })).toMatchObject({
      steps: [{ success: "answered", confirmPrompt: null }],
    });
  });
});

test.each([
  { text: "12.50", micros: 12_500_000 },
  { text: "12,5", micros: 12_500_000 },
  { text: "", micros: 0 },
  { text: "a lot", micros: Number.NaN },
])("“$text” is $micros millionths", ({ text, micros }) => {
  expect(moneyOf(text)).toBe(micros);
});
