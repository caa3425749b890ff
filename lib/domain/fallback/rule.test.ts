import fc from "fast-check";
import { expect, test } from "vitest";
import { ATTEMPT_WHYS } from "./attempt";
import { type Rule, type Step, stepAfter, stepInstead } from "./rule";

const step = (n: number): Step => ({
  channel: "sms",
  connectionId: n,
  from: "+12025550100",
  waitMinutes: n,
  text: "Hello",
  validityMinutes: null,
});
const ruleOf = (steps: number): Rule => ({
  trigger: { on: "undelivered", afterMinutes: 5 },
  steps: Array.from({ length: steps }, (_, n) => step(n)),
  limits: { quiet: null, campaignBudgetMicros: 1, dayBudgetMicros: 1, perPersonHours: 24, maxAgeHours: 24 },
  holdoutPercent: 0,
});

test("what lies in a step leads to the next one; what is about the person, the campaign, time or money does not", () => {
  const goesOn = ATTEMPT_WHYS.filter((why) => stepInstead(ruleOf(2), 0, "rejected", why) !== null);
  expect(goesOn).toEqual(["no_price", "no_connection", "missing_values"]);
});

test("a rule in which any step fails or is left out, for any reason, goes through each step at most once and ends", () => {
  const end = fc.oneof(fc.constant("failed" as const), fc.constantFrom(...ATTEMPT_WHYS));
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.array(end, { minLength: 5, maxLength: 5 }),
      fc.constantFrom("rejected", "manual", "flow"),
      (steps, ends, cause) => {
        const rule = ruleOf(steps);
        const seen = [0];
        for (const why of ends) {
          const position = seen.at(-1) ?? 0;
          const next =
            why === "failed" ? stepAfter(rule, position, cause) : stepInstead(rule, position, cause, why);
          if (!next) break;
          expect(cause, "a flow's run says itself what follows").not.toBe("flow");
          expect(next.connectionId).toBe(position + 1);
          seen.push(next.connectionId);
        }
        expect(seen.length).toBeLessThanOrEqual(steps);
      },
    ),
  );
});
