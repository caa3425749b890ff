import type { Page } from "@playwright/test";
import { join, MembersPage } from "../pages/members.page";
import { expectAccessible, expectFitsPhone } from "../support/accessible";
import { api, createConnection } from "../support/api";
import type { Instance } from "../support/instance";
import { openLine, unique } from "../support/meta";
import { expect, test } from "../support/test";

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: field }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

/** One price for everywhere. */
const importPrices = (instance: Instance, mode: "add" | "replace", channel: "sms" | "voice") =>
  api(instance, "POST", "/prices/import", {
    mode,
    csv: `channel,country,provider,unit_price,currency,valid_from\n${channel},*,*,0.01,USD,2020-01-01\n`,
  });

test("a rule made in the browser, switched to automatic, stopped and resumed", async ({
  admin,
  instance,
}) => {
  const line = await openLine(instance, "Rules");
  await line.play([
    { id: "1", status: "rejected", to: "+12025550181", code: "131026" },
    { id: "2", status: "rejected", to: "+12025550182", code: "131026" },
  ]);
  const sender = await createConnection(instance, "simulator", unique("Text and voice"), {});
  const { name: senderName } = await api<{ name: string }>(instance, "GET", `/connections/${sender.id}`);
  const name = unique("By SMS");

  await test.step("what is wrong stands beside its field", async () => {
    await admin.goto("/settings/fallbacks/new");
    await admin.getByRole("button", { name: "Make rule" }).click();
    await expect(admin.getByRole("group", { name: "Step 1: SMS" })).toContainText(
      "Enter the number or name that it comes from.",
    );
    await expect(admin.getByText("Enter a name of at most 100 characters.")).toBeVisible();
  });

  await test.step("an SMS with a preview that follows the text", async () => {
    await admin.getByLabel("Name", { exact: true }).fill(name);
    const step = admin.getByRole("group", { name: "Step 1: SMS" });
    await choose(admin, "Connection", senderName);
    await step.getByLabel("Sender").fill("EXAMPLE");
    await step.getByLabel("Text", { exact: true }).fill("Hello {{name}}, it’s us");
    await expect(step.getByText("Hello Maria, it’s us")).toBeVisible();
    await expect(step.getByText("UCS-2")).toBeVisible();
    await step.getByRole("button", { name: "Replace them" }).click();
    await expect(step.getByText("Hello Maria, it's us")).toBeVisible();
    await expect(step.getByText("1 segment · 20 of 160 characters")).toBeVisible();
  });

  await test.step("a call, moved to the front and away again", async () => {
    await admin.getByRole("button", { name: "Add call" }).click();
    await expect(admin.getByRole("group", { name: "Step 2: Call" })).toBeVisible();
    await admin.getByRole("button", { name: "Move step 2 up" }).click();
    await expect(admin.getByRole("group", { name: "Step 1: Call" })).toBeVisible();
    await expectAccessible(admin);
    await expectFitsPhone(admin);
    await admin.getByRole("button", { name: "Remove step 1" }).click();
    await expect(admin.getByRole("group", { name: "Step 1: SMS" })).toBeVisible();
  });

  await test.step("saved without a budget, then with one as version 2", async () => {
    await admin.getByRole("button", { name: "Make rule" }).click();
    await expect(admin.getByRole("heading", { name, level: 1 })).toBeVisible();
    await admin.goto(`/campaigns/${line.campaign.id}`);
    await choose(admin, "Rule", name);
    await expect(admin.getByText("Rule changed.")).toBeVisible();
    // Other specs of the same instance leave prices behind.
    await importPrices(instance, "replace", "voice");
    await admin.getByRole("radio", { name: "Automatic" }).click();
    const dialog = admin.getByRole("dialog");
    await expect(dialog.getByText("There is no price for SMS", { exact: false })).toBeVisible();
    await expect(dialog.getByRole("button", { name: "Switch to automatic" })).toBeDisabled();
    await dialog.getByRole("button", { name: "Cancel" }).click();

    await importPrices(instance, "add", "sms");
    await admin.getByRole("radio", { name: "Automatic" }).click();
    await dialog.getByLabel("Budget of this campaign (USD)").fill("50");
    await dialog.getByRole("button", { name: "Switch to automatic" }).click();
    const missing = dialog.getByText("Enter an amount such as 50 or 12.50.");
    await expect(missing, "beside the day's budget alone").toHaveCount(1);
    await expect(dialog.getByLabel("Budget in a day (USD)")).toBeFocused();
    await dialog.getByRole("button", { name: "Cancel" }).click();

    await admin.goto("/settings/fallbacks");
    await admin.getByRole("link", { name, exact: true }).click();
    await admin.getByLabel("Budget of a campaign (USD)").fill("50");
    await admin.getByLabel("Budget of a campaign in a day (USD)").fill("10,50");
    await admin.getByRole("button", { name: "Save as a new version" }).click();
    await expect(admin.getByText("Saved as version 2.")).toBeVisible();
    await expect(admin.getByRole("region", { name: "Versions" }).getByRole("listitem")).toHaveCount(2);
  });

  await test.step("with a price, automatic says what it will do and asks", async () => {
    await admin.goto(`/campaigns/${line.campaign.id}`);
    await admin.getByRole("radio", { name: "Automatic" }).click();
    const dialog = admin.getByRole("dialog");
    await expect(dialog).toContainText("when a message is rejected: Unreachable or Capped");
    await expect(dialog).toContainText("SMS at once");
    await expect(dialog).toContainText("$50.00 a campaign, $10.50 a day");
    await expect(dialog).toContainText("2 messages are rejected already");
    const expected = dialog.getByRole("region", { name: "What to expect" });
    await expect(expected).toContainText("People reached2");
    await expect(expected).toContainText("$0.02");
    await expect(dialog.getByLabel("Budget of this campaign (USD)")).toHaveValue("50");
    await expect(dialog.getByLabel("Budget in a day (USD)")).toHaveValue("10.5");
    await expectAccessible(admin);
    await dialog.getByRole("button", { name: "Switch to automatic" }).click();
    await expect(admin.getByRole("radio", { name: "Automatic" })).toBeChecked();
    const now = await api<{ mode: string; rule: { version: number } }>(
      instance,
      "GET",
      `/campaigns/${line.campaign.id}/fallback`,
    );
    expect(now).toMatchObject({ mode: "automatic", rule: { version: 2 } });
  });

  await test.step("all sending stops at one press, and resumes when confirmed", async () => {
    await admin.getByRole("button", { name: "Stop all sending now" }).click();
    await expect(admin.getByText("All sending is stopped", { exact: true })).toBeVisible();
    expect(await api(instance, "GET", "/fallbacks/halt")).toMatchObject({
      halted: { by: expect.any(String) },
    });
    await expectAccessible(admin);
    await admin.goto("/settings/fallbacks");
    await admin.getByRole("button", { name: "Resume sending" }).click();
    await admin.getByRole("alertdialog").getByRole("button", { name: "Resume sending" }).click();
    await expect(admin.getByRole("button", { name: "Stop all sending now" })).toBeVisible();
    expect(await api(instance, "GET", "/fallbacks/halt")).toEqual({ halted: null });
    await expectAccessible(admin);
    await expectFitsPhone(admin);
  });

  await test.step("switched off with one button", async () => {
    await admin.goto(`/campaigns/${line.campaign.id}`);
    await admin.getByRole("radio", { name: "Off" }).click();
    await expect(admin.getByText("Fallback of this campaign: Off.")).toBeVisible();
    await expectFitsPhone(admin);
  });

  await test.step("archived, found again and restored", async () => {
    await admin.goto("/settings/fallbacks");
    await admin.getByRole("link", { name, exact: true }).click();
    await admin.getByRole("button", { name: "Archive" }).click();
    await admin.getByRole("alertdialog").getByRole("button", { name: "Archive" }).click();
    await expect(admin.getByRole("heading", { name: "Archived rules" })).toBeVisible();
    await expectAccessible(admin);
    await expectFitsPhone(admin);
    await admin.getByRole("button", { name: `Restore “${name}”` }).click();
    await expect(admin.getByText(`Restored “${name}”. It can be chosen again.`)).toBeVisible();
    await expect(admin.getByRole("table", { name: "Rules" }).getByRole("link", { name })).toBeVisible();
  });
});

test("an operator reads rules and stops sending; a viewer sees neither page nor buttons", async ({
  admin,
  visitor,
  instance,
}) => {
  const line = await openLine(instance, "Roles");
  const members = new MembersPage(admin);
  const account = (name: string) => ({
    name,
    email: `${name.replace(/\W+/g, "-").toLowerCase()}@example.com`,
    password: "another long passphrase",
  });
  const operator = await visitor(instance.url);
  await join(operator, await members.invite("Operator"), account(unique("Rule Operator")));
  await operator.goto("/settings/fallbacks");
  await expect(operator.getByRole("heading", { name: "Fallbacks", level: 1 })).toBeVisible();
  await expect(operator.getByRole("button", { name: "Stop all sending now" })).toBeVisible();
  await expect(operator.getByRole("link", { name: "New rule" })).toHaveCount(0);
  await operator.goto("/settings/fallbacks/new");
  await expect(operator.getByRole("heading", { name: "Page not found" })).toBeVisible();

  const viewer = await visitor(instance.url);
  await join(viewer, await members.invite("Viewer"), account(unique("Rule Viewer")));
  await viewer.goto("/settings/fallbacks");
  await expect(viewer.getByRole("heading", { name: "Page not found" })).toBeVisible();
  await viewer.goto(`/campaigns/${line.campaign.id}`);
  await expect(viewer.getByRole("radio", { name: "Automatic" })).toBeDisabled();
});
