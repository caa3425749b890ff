import { expect, test } from "vitest";
import { alertTranslator } from "@/lib/alerts/words";
import { LOCALES } from "@/lib/auth/context";
import { ALERT_KINDS } from "@/lib/domain/alert/kinds";

const PARAMS = {
  campaign: "Autumn",
  connection: "Main",
  endpoint: "CRM",
  sheet: "Report",
  share: 0.4,
  hits: 400,
  total: 1000,
  low: 0.01,
  high: 0.09,
  campaigns: 12,
  minutes: 17,
  waiting: 3,
  code: "attempts_failed",
  detail: "12/20",
  scope: "day",
  spent: "8.00 USD",
  budget: "10.00 USD",
  used: 0.8,
  why: "gone",
  failures: 12,
};

test.each(LOCALES.flatMap((locale) => ALERT_KINDS.map((kind) => ({ locale, kind }))))(
  "$kind has words in $locale, filled with its numbers",
  async ({ locale, kind }) => {
    const words = (await alertTranslator(locale))({ kind, params: PARAMS });
    for (const text of Object.values(words)) {
      expect(text).not.toMatch(/[{}]|kinds\./);
      expect(text.length).toBeGreaterThan(5);
    }
  },
);

test("says the numbers in plain words", async () => {
  const say = await alertTranslator("en");
  expect(say({ kind: "rejected_share", params: PARAMS }).text).toBe(
    "400 of 1,000 messages (40%) are rejected. In your last 12 campaigns it was usually between 1% and 9%.",
  );
  expect(say({ kind: "budget", params: PARAMS }).text).toBe(
    "Today’s fallbacks of “Autumn” have cost 8.00 USD of 10.00 USD (80%).",
  );
});
