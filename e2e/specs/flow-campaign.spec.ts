import type { Page } from "@playwright/test";
import { Client } from "pg";
import { DEFAULT_FLOW } from "@/lib/domain/flow/default-flow";
import { keyFile } from "@/lib/logs/testing/sheet-log";
import type { FlowHeatmap } from "@/lib/reports/flow/definition";
import { expectAccessible } from "../support/accessible";
import { api, createConnection } from "../support/api";
import { CALL, fateOf, SMS } from "../support/fallback";
import { withGoogle } from "../support/google";
import type { Instance } from "../support/instance";
import { openLine, unique } from "../support/meta";
import { expect } from "../support/test";

const test = withGoogle();

const AMERICANS = Array.from({ length: 100 }, (_, i) => `+1202555${String(100 + i).padStart(4, "0")}`);

const PROBE = "+447700900999";

type Funnel = { attempted: number; sent: number; delivered: number; read: number };
type Attempt = { state: string; channel: string };

test("a flow is imported, given a sheet and published; its campaign fills sheet and heatmap and falls back", async ({
  admin: page,
  instance,
  google,
}) => {
  const line = await openLine(instance, "Flowing");
  const { id: campaignId, name: campaign } = line.campaign;
  const [bySms = "", ...others] = AMERICANS.filter((to) => fateOf(to, "sms") === "delivered");
  const byCall = AMERICANS.find(
    (to) => fateOf(to, "sms") === "rejected" && fateOf(to, "voice") === "delivered human",
  ) as string;
  const log = unique("Reporting");
  const flow = unique("Report and fall back");

  await test.step("a sheet is connected", () => connectSheet(page, log));

  await test.step("the file of a flow is imported, and its log is the one of the same name", async () => {
    const file = {
      format: "reachback.flow-file",
      formatVersion: 1,
      name: flow,
      definition: {
        ...DEFAULT_FLOW,
        steps: DEFAULT_FLOW.steps.map((step) => (step.type === "log" ? { ...step, logId: 9999 } : step)),
      },
      references: {
        connections: {},
        rules: {},
        logs: { 9999: { name: log } },
        endpoints: {},
        campaigns: {},
        secrets: [],
      },
    };
    await page.goto("/flows");
    await page.getByRole("button", { name: "Import" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.locator("input[type=file]").setInputFiles({
      name: "report.flow.json",
      mimeType: "application/json",
      buffer: Buffer.from(JSON.stringify(file)),
    });
    await dialog.getByRole("button", { name: "Import" }).click();
    await expect(dialog.getByText("There is one of the same name here.")).toBeVisible();
    await dialog.getByRole("button", { name: "Import" }).click();
    await page.waitForURL(/\/flows\/\d+\/edit$/);
  });

  await test.step("it is published, given to the campaign, and its webhook address copied", async () => {
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Publish now" }).click();
    await expect(page.getByRole("dialog")).toBeHidden();
    await page.goto(`/campaigns/${campaignId}`);
    await page.getByRole("combobox", { name: "Flow" }).click();
    await page.getByRole("option", { name: flow }).click();
    await expect(page.getByText("The campaign’s flow is changed.")).toBeVisible();
    await page.goto("/flows");
    await page.getByRole("link", { name: flow }).click();
    await page.getByRole("link", { name: "Campaigns", exact: true }).click();
    await expect(page.getByRole("textbox", { name: /^address of/ })).toHaveValue(line.url);
    await expect(page.getByRole("button", { name: /^Copy .*address of/ }).first()).toBeVisible();
  });

  await test.step("the campaign falls back by SMS, then by a call", async () => {
    const sender = await createConnection(instance, "simulator", unique("Simulated"), {});
    await withDatabase(instance, (database) =>
      database.query(
        "INSERT INTO price SELECT id, channel, '*', '*', '2020-01-01', 10000, 'USD' FROM workspace, unnest(ARRAY['sms', 'voice']) AS channel ON CONFLICT DO NOTHING",
      ),
    );
    const rule = await api<{ id: string }>(instance, "POST", "/fallback-rules", {
      name: unique("SMS, then a call"),
      definition: {
        trigger: { on: "rejected", classes: ["unreachable"], codes: [] },
        steps: [SMS, CALL].map((step) => ({ ...step, connectionId: Number(sender.id) })),
        limits: {
          quiet: null,
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

  const delivered = others.slice(0, 6);
  await test.step("statuses arrive, some twice", async () => {
    // The ingest notices the campaign's new flow within a second; what comes before runs the default one.
    let probes = 0;
    await expect
      .poll(async () => {
        await line.play([{ id: `probe ${++probes}`, status: "sent", to: PROBE }]);
        return (await heatmap(instance, flow))?.runs.entered;
      })
      .toBeGreaterThan(0);
    const everyone = [...delivered, bySms, byCall];
    await line.play(everyone.map((to) => ({ id: to, to, status: "sent", ago: 30 })));
    await line.play(everyone.slice(0, 3).map((to) => ({ id: to, to, status: "sent", ago: 30 })));
    await line.play(delivered.map((to) => ({ id: to, to, status: "delivered", ago: 20 })));
    await line.play(delivered.slice(0, 2).map((to) => ({ id: to, to, status: "read", ago: 10 })));
    await line.play([bySms, byCall].map((to) => ({ id: to, to, status: "rejected", code: "131026" })));
  });

  await test.step("the rejected are reached by SMS, and whom it missed by a call", async () => {
    const attempts = async () =>
      (await api<{ items: Attempt[] }>(instance, "GET", `/attempts?campaignId=${campaignId}&limit=200`))
        .items;
    const of = async (channel: string) =>
      (await attempts())
        .filter((each) => each.channel === channel)
        .map(({ state }) => state)
        .sort();
    await expect.poll(() => of("sms")).toEqual(["delivered", "failed"]);
    await expect.poll(() => of("voice")).toHaveLength(1);
    await withDatabase(instance, (database) =>
      database.query(
        "UPDATE fallback_attempt SET due_at = due_at - interval '2 minutes' WHERE campaign_id = $1 AND channel = 2",
        [Number(campaignId)],
      ),
    );
    await expect.poll(() => of("voice")).toEqual(["delivered"]);
  });

  await test.step("the sheet holds every row once", async () => {
    const written = () =>
      [...google.spreadsheets.values()]
        .flatMap(({ tabs }) => tabs.flatMap(({ rows }) => rows.slice(1)))
        .map(([, , to, status]) => `${to} ${status?.toLowerCase()}`)
        .filter((row) => AMERICANS.some((to) => row.startsWith(to)))
        .sort();
    const expected = [
      ...[...delivered, bySms, byCall].map((to) => `${to} sent`),
      ...delivered.map((to) => `${to} delivered`),
      ...delivered.slice(0, 2).map((to) => `${to} read`),
      ...[bySms, byCall].map((to) => `${to} rejected`),
    ];
    await expect.poll(written).toEqual(expected.sort());
  });

  await test.step("the heatmap shows what ran, and its numbers add up to the funnel's", async () => {
    const funnel = await api<Funnel>(instance, "GET", `/campaigns/${campaignId}/funnel`);
    const heat = await heatmap(instance, flow);
    if (!heat) throw new Error("the flow has no heatmap");
    for (const { id, entered, succeeded, failed, cancelled, inProgress } of heat.steps)
      expect(entered, id).toBe(succeeded + failed + cancelled + inProgress);
    const branch = heat.steps.find(({ id }) => id === "b1");
    expect(branch?.exits).toMatchObject({ delivered: funnel.delivered, read: funnel.read, rejected: 2 });
    expect(heat.steps.find(({ id }) => id === "f1")?.entered).toBe(2);
    await page.goto("/flows");
    await page.getByRole("link", { name: flow }).click();
    await expect(page.getByText(String(heat.runs.entered), { exact: true }).first()).toBeVisible();
    await expectAccessible(page);
    await page.goto("/");
    await expect(page.getByRole("link", { name: campaign }).first()).toBeVisible();
  });
});

/** A service account and a log with a spreadsheet of its own, by the pages. */
async function connectSheet(page: Page, name: string): Promise<void> {
  await page.goto("/settings/logs");
  await page.getByRole("button", { name: "Add a service account" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("JSON key").fill(keyFile());
  await dialog.getByRole("button", { name: "Connect", exact: true }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole("button", { name: "New log" }).click();
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByRole("combobox", { name: "Google account" }).click();
  await page.getByRole("option", { name: "reports@project.iam.gserviceaccount.com" }).first().click();
  await dialog.getByRole("button", { name: "Next" }).click();
  await dialog.getByRole("button", { name: "Make the log" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("heading", { name })).toBeVisible();
}

async function heatmap(instance: Instance, name: string): Promise<FlowHeatmap | undefined> {
  const { items } = await api<{ items: { id: string; name: string }[] }>(instance, "GET", "/flows");
  const found = items.find((each) => each.name === name);
  return found && api<FlowHeatmap>(instance, "GET", `/flows/${found.id}/heatmap`);
}

async function withDatabase(instance: Instance, work: (database: Client) => Promise<unknown>): Promise<void> {
  const database = new Client({ connectionString: instance.databaseUrl });
  await database.connect();
  await work(database).finally(() => database.end());
}
