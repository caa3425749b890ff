import { Client } from "pg";
import { expectAccessible, expectFitsPhone } from "../support/accessible";
import { expect, test } from "../support/test";

const HEADER = "channel,country,provider,unit_price,currency,valid_from";

test("prices: the example by one click, a broken file with its problems, and a good one", async ({
  admin,
  instance,
}) => {
  // Specs before this one on the same instance may have needed prices.
  const database = new Client({ connectionString: instance.databaseUrl });
  await database.connect();
  await database.query("DELETE FROM price").finally(() => database.end());
  await admin.goto("/settings/prices");
  await test.step("the example", async () => {
    await admin.getByRole("button", { name: "Load the example" }).click();
    const sms = admin.getByRole("table", { name: "SMS" });
    await expect(sms.getByRole("rowheader", { name: "United States" })).toBeVisible();
    await expect(sms.getByText("$0.0083")).toBeVisible();
    await expectAccessible(admin);
    await expectFitsPhone(admin);
  });

  await test.step("a search narrows both tables", async () => {
    await admin.getByLabel("Search").fill("kingdom");
    await expect(admin.getByRole("rowheader")).toHaveCount(2);
    await expect(admin.getByRole("rowheader", { name: "United Kingdom" }).first()).toBeVisible();
    await admin.getByLabel("Search").fill("nowhere");
    await expect(admin.getByText("No price for “nowhere”")).toBeVisible();
    await admin.getByLabel("Search").fill("");
  });

  await admin.getByRole("button", { name: "Import prices" }).click();
  const dialog = admin.getByRole("dialog");
  await test.step("a broken file is refused, each problem with its line", async () => {
    const rows = [
      "sms,GB,*,0.05,USD,2026-01-01",
      "fax,GB,*,0.1,USD,2026-01-01",
      "sms,UK,*,0.1,EUR,2026-01-01",
    ];
    await dialog.locator("input[type=file]").setInputFiles({
      name: "prices.csv",
      mimeType: "text/csv",
      buffer: Buffer.from([HEADER, ...rows].join("\n")),
    });
    await dialog.getByRole("button", { name: "Import", exact: true }).click();
    await expect(dialog.getByText("Nothing was imported: 3 problems")).toBeVisible();
    await expect(dialog.getByText("Line 3, channel: write sms or voice.")).toBeVisible();
    await expect(dialog.getByText("fax,GB,*,0.1,USD,2026-01-01", { exact: true })).toBeVisible();
    await expect(dialog.getByText("Line 4, currency: write USD")).toBeVisible();
    await expectAccessible(admin);
  });

  await test.step("the mended one replaces the table", async () => {
    await dialog.getByLabel("CSV text").fill(`${HEADER}\nvoice,IT,*,0.0475,USD,2026-02-01\n`);
    await dialog.getByRole("radio", { name: "Replace it" }).click();
    await dialog.getByRole("button", { name: "Import", exact: true }).click();
    await expect(dialog).toBeHidden();
    await expect(admin.getByRole("rowheader")).toHaveText(["Italy"]);
    await expect(admin.getByText("$0.0475")).toBeVisible();
  });

  await test.step("and is what a download holds", async () => {
    const started = admin.waitForEvent("download");
    await admin.getByRole("link", { name: "Download CSV" }).click();
    const stream = await (await started).createReadStream();
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    expect(text.trim().split("\r\n")).toEqual([HEADER, "voice,IT,*,0.0475,USD,2026-02-01"]);
  });
});

test("a connection's credentials are tested by a call that sends nothing", async ({ admin }) => {
  await admin.goto("/connections/new");
  const made = await admin.request.post("/api/connections", {
    headers: { origin: new URL(admin.url()).origin, "sec-fetch-site": "same-origin" },
    data: { provider: "simulator", name: "Tested", settings: {} },
  });
  const { id } = (await made.json()) as { id: string };
  await admin.goto(`/connections/${id}`);
  await admin.getByRole("button", { name: "Test connection" }).click();
  const answer = admin.getByRole("alert").filter({ hasText: "Simulator accepts the credentials." });
  await expect(answer).toContainText("Nothing is sent to anyone.");
});
