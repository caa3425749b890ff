import type { Rule } from "@/lib/domain/fallback/rule";

/** What a new rule's form begins with: the recipient's side only, nobody at night, once a day and channel. */
export const STARTING_RULE: Omit<Rule, "steps"> = {
  trigger: { on: "rejected", classes: ["unreachable", "capped"], codes: [] },
  limits: {
    quiet: { from: "21:00", until: "08:00", during: "wait" },
    // Zero is no budget yet: whoever makes the rule decides what it may spend.
    campaignBudgetMicros: 0,
    dayBudgetMicros: 0,
    perPersonHours: 24,
    maxAgeHours: 24,
  },
  holdoutPercent: 0,
};

/** For the API's document; its connection is another one in every workspace. */
export const EXAMPLE_RULE: Rule = {
  ...STARTING_RULE,
  steps: [
    {
      channel: "sms",
      connectionId: 1,
      from: "+12025550100",
      waitMinutes: 0,
      text: "Hello {{name|there}}, we could not reach you on WhatsApp.",
      validityMinutes: null,
    },
  ],
  limits: { ...STARTING_RULE.limits, campaignBudgetMicros: 50_000_000, dayBudgetMicros: 10_000_000 },
};
