import { Client } from "pg";
import { keyFile } from "@/lib/logs/testing/sheet-log";
import type { FakeSpreadsheet } from "@/lib/logs/testing/sheets-server";
import { expectAccessible, expectFitsPhone } from "../support/accessible";
import { withGoogle } from "../support/google";
import { expect } from "../support/test";

const test = withGoogle();

const HEADER = ["Time", "Message_From", "Message_To", "Status", "What happened"];

test("logs: accounts, a spreadsheet, rows that arrive, what holds them, and how they go on", async ({
  admin: page,
  instance,
  google,
}) => {
  const database = new Client({ connectionString: instance.databaseUrl });
  await database.connect();
  /** Statuses as a log step would write them. */
  const addRows = (from: number, n: number) =>
    database.query(
      `INSERT INTO log_row (workspace_id, log_id, campaign_id, message_id, status, raw_status, occurred_at)
       SELECT workspace_id, id, 1, 1, 2, 'sent', '2026-01-01T00:00:00Z'::timestamptz + nth * interval '1 s'
       FROM status_log, generate_series($1::int, $1::int + $2::int - 1) AS nth ORDER BY nth`,
      [from, n],
    );
  const sheet = (): FakeSpreadsheet | undefined => [...google.spreadsheets.values()][0];
  /** Seconds of the times in the sheet: the numbers of the rows. */
  const written = () => (sheet()?.tabs[0]?.rows ?? []).slice(1).map(([time]) => Number(time?.slice(-2)));
  const count = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

  try {
    await page.goto("/settings/logs");
    await test.step("a person's account by Google's consent page", async () => {
      await page.getByRole("link", { name: "Connect with Google" }).click();
      await expect(page.getByText("owner@example.com is connected.")).toBeVisible();
    });

    await test.step("a service account by its key; another text is refused", async () => {
      await page.getByRole("button", { name: "Add a service account" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("JSON key").fill("{}");
      await dialog.getByRole("button", { name: "Connect", exact: true }).click();
      await expect(dialog.getByText("This is not a key that Google accepts.")).toBeVisible();
      await dialog.getByLabel("JSON key").fill(keyFile());
      await dialog.getByRole("button", { name: "Connect", exact: true }).click();
      await expect(dialog).toBeHidden();
      await expect(page.getByText("reports@project.iam.gserviceaccount.com", { exact: true })).toBeVisible();
      await expectAccessible(page);
    });

    await test.step("a log with a new spreadsheet and a renamed column", async () => {
      await page.getByRole("button", { name: "New log" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("Name", { exact: true }).fill("Campaign reporting");
      await dialog.getByRole("combobox", { name: "Google account" }).click();
      await page.getByRole("option", { name: "reports@project.iam.gserviceaccount.com" }).click();
      await dialog.getByLabel("Share it with").fill("me@example.com");
      await dialog.getByRole("button", { name: "Next" }).click();
      await dialog.getByLabel("Header").last().fill("What happened");
      const preview = dialog.getByRole("table", { name: "Preview" });
      await expect(preview.getByRole("columnheader", { name: "What happened" })).toBeVisible();
      await expect(preview.getByText("+12025550147")).toBeVisible();
      await expectAccessible(page);
      await dialog.getByRole("button", { name: "Make the log" }).click();
      await expect(dialog).toBeHidden();
      await expect(page.getByRole("heading", { name: "Campaign reporting" })).toBeVisible();
      expect(sheet()).toMatchObject({
        title: "WhatsApp Campaign Reporting",
        sharedWith: ["me@example.com"],
      });
    });

    await test.step("rows arrive", async () => {
      await addRows(1, 3);
      await expect.poll(written).toEqual(count(3));
      expect(sheet()?.tabs[0]?.rows[0]).toEqual(HEADER);
    });

    await test.step("a right that was taken away holds the log, and a button lets it go on", async () => {
      google.treat = ({ path }) => (path.endsWith(":batchUpdate") ? { status: 403 } : "ok");
      await addRows(4, 5);
      await expect(page.getByText("“Campaign reporting” is held: 5 rows wait")).toBeVisible();
      await expectAccessible(page);
      await expectFitsPhone(page);
      google.treat = () => "ok";
      await page.getByRole("button", { name: "Resume" }).click();
      await expect.poll(written).toEqual(count(8));
      await expect(page.getByText("is held")).toBeHidden();
      await expect(page.getByText("No rows wait")).toBeVisible();
    });
  } finally {
    await database.end();
  }
});
