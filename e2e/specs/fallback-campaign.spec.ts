import { Client } from "pg";
import { MINUTE } from "@/lib/domain/time";
import { expectAccessible } from "../support/accessible";
import { api, createConnection } from "../support/api";
import { CALL, fateOf, SMS } from "../support/fallback";
import type { Instance } from "../support/instance";
import { openLine, unique } from "../support/meta";
import { expect, test } from "../support/test";

const numbers = (prefix: string, from: number, n: number) =>
  Array.from({ length: n }, (_, i) => `${prefix}${String(from + i).padStart(4, "0")}`);
const AMERICANS = numbers("+1202555", 100, 100);
const BRITONS = numbers("+44770090", 0, 100);

/** "HH:MM" on London's clocks. */
const inLondon = (at: number) =>
  new Date(at).toLocaleTimeString("en-GB", { timeZone: "Europe/London", hour: "2-digit", minute: "2-digit" });

type Funnel = { delivered: number; fallback: Record<string, number> };
type Attempt = { state: string; why: string | null; channel: string };
const attemptsOf = async (instance: Instance, campaignId: string): Promise<Attempt[]> =>
  (await api<{ items: Attempt[] }>(instance, "GET", `/attempts?campaignId=${campaignId}&limit=200`)).items;

test("an automatic rule reaches the missed by SMS, then by a call, and nobody in quiet hours", async ({
  admin,
  instance,
}) => {
  const line = await openLine(instance, "Recover");
  const campaignId = line.campaign.id;
  const sender = await createConnection(instance, "simulator", unique("Simulated SMS"), {});
  const database = new Client({ connectionString: instance.databaseUrl });
  await database.connect();
  const now = Date.now();
  const bySms = AMERICANS.filter((to) => fateOf(to, "sms") === "delivered").slice(0, 6);
  const byCall = AMERICANS.filter(
    (to) => fateOf(to, "sms") === "rejected" && fateOf(to, "voice") === "delivered human",
  ).slice(0, 2);
  expect(byCall.length).toBeGreaterThan(0);
  const asleep = BRITONS.slice(0, 4);

  await test.step("prices, a rule and the campaign's mode", async () => {
    for (const channel of ["sms", "voice"])
      await database.query(
        "INSERT INTO price SELECT id, $1, '*', '*', '2020-01-01', 10000, 'USD' FROM workspace ON CONFLICT DO NOTHING",
        [channel],
      );
    const rule = await api<{ id: string }>(instance, "POST", "/fallback-rules", {
      name: unique("SMS, then a call"),
      definition: {
        trigger: { on: "rejected", classes: ["unreachable"], codes: [] },
        steps: [SMS, CALL].map((step) => ({ ...step, connectionId: Number(sender.id) })),
        limits: {
          quiet: { from: inLondon(now - 60 * MINUTE), until: inLondon(now + 60 * MINUTE), during: "wait" },
          campaignBudgetMicros: 50_000_000,
          dayBudgetMicros: 50_000_000,
          perPersonHours: 24,
          maxAgeHours: 24,
        },
        holdoutPercent: 0,
      },
    });
    await api(instance, "PATCH", `/campaigns/${campaignId}/fallback`, { mode: "automatic", ruleId: rule.id });
  });

  await test.step("people are rejected while statuses of others arrive", async () => {
    const rejected = [...bySms, ...byCall, ...asleep];
    await line.play(rejected.map((to) => ({ id: to, to, status: "sent", ago: 30 })));
    await line.play(
      rejected.flatMap((to, i) => [
        { id: to, to, status: "rejected", code: "131026" },
        { id: `other ${i}`, to: AMERICANS[99] as string, status: "delivered" },
      ]),
    );
    await expect
      .poll(
        async () =>
          (await attemptsOf(instance, campaignId)).filter(({ why }) => why === "quiet_hours").length,
      )
      .toBe(asleep.length);
    await expect
      .poll(
        async () =>
          (await attemptsOf(instance, campaignId)).filter(({ state }) => state === "delivered").length,
      )
      .toBe(bySms.length);
  });

  await test.step("whom the SMS missed is called when the wait is over", async () => {
    await expect
      .poll(
        async () =>
          (await attemptsOf(instance, campaignId)).filter(({ channel }) => channel === "voice").length,
      )
      .toBe(byCall.length);
    const { rows } = await database.query(
      "UPDATE fallback_attempt SET due_at = due_at - interval '2 minutes' WHERE campaign_id = $1 AND channel = 2 RETURNING due_at",
      [Number(campaignId)],
    );
    for (const { due_at } of rows) expect(due_at.getTime()).toBeLessThan(Date.now() + 2 * MINUTE);
    await expect
      .poll(
        async () =>
          (await attemptsOf(instance, campaignId)).filter(
            ({ channel, state }) => channel === "voice" && state === "delivered",
          ).length,
      )
      .toBe(byCall.length);
  });

  await test.step("a late delivery cancels what is held back", async () => {
    await line.play(asleep.slice(0, 3).map((to) => ({ id: to, to, status: "delivered" })));
    await expect
      .poll(
        async () =>
          (await attemptsOf(instance, campaignId)).filter(({ why }) => why === "delivered_on_whatsapp")
            .length,
      )
      .toBe(3);
  });

  await test.step("the page's numbers are the ledger's", async () => {
    const ledger = await attemptsOf(instance, campaignId);
    await admin.goto(`/fallbacks?campaignId=${campaignId}`);
    const totals = admin.getByRole("region", { name: "Totals" });
    const shown = (label: string) =>
      totals.locator("dt", { hasText: label }).locator("xpath=following-sibling::dd[1]");
    const count = (...states: string[]) =>
      String(ledger.filter(({ state }) => states.includes(state)).length);
    await expect(shown("Reached").first()).toHaveText(count("delivered"));
    await expect(shown("Planned")).toHaveText(count("planned"));
    const spent = await database.query(
      "SELECT sum(coalesce(price_micros, estimate_micros)) AS micros FROM fallback_attempt WHERE campaign_id = $1 AND dispatched_at IS NOT NULL",
      [Number(campaignId)],
    );
    expect(Number(spent.rows[0].micros)).toBeGreaterThan(0);
    await expectAccessible(admin);
    const funnel = await api<Funnel>(instance, "GET", `/campaigns/${campaignId}/funnel`);
    const reachedBy = (by: string) =>
      ledger.filter(({ state, channel }) => state === "delivered" && channel === by).length;
    expect(funnel.fallback).toMatchObject({
      recoveredBySms: reachedBy("sms"),
      recoveredByCall: reachedBy("voice"),
      doubleTouched: 0,
      spentMicros: Number(spent.rows[0].micros),
    });
    expect(funnel.fallback.reached).toBe(funnel.delivered + reachedBy("sms") + reachedBy("voice"));
  });

  await test.step("the overview and the funnel show it, and each number leads to its attempts", async () => {
    await admin.goto(`/campaigns/${campaignId}`);
    const reach = admin.getByRole("region", { name: "Reached", exact: true });
    await expect(reach.getByRole("link", { name: `Recovered by SMS ${bySms.length}` })).toBeVisible();
    await expect(reach.getByRole("link", { name: `Recovered by call ${byCall.length}` })).toBeVisible();
    await expectAccessible(admin);
    await admin.goto("/?sort=recovered");
    const row = admin.getByRole("row").filter({ hasText: line.campaign.name });
    const recovered = bySms.length + byCall.length;
    const cell = row.locator(`a[href*="people=recovered"]`);
    await expect(cell).toContainText(new RegExp(`%${recovered}$`));
    await expectAccessible(admin);
    await cell.click();
    await expect(
      admin.getByRole("table", { name: "Attempts, newest first" }).locator("tbody tr"),
    ).toHaveCount(recovered);
  });
  await database.end();
});
