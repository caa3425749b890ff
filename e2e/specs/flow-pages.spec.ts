import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectAccessible, expectFitsPhone } from "../support/accessible";
import { expect, test } from "../support/test";

test("flows: made of a template, copied, exported, imported, and given to a campaign", async ({ admin }) => {
  await test.step("a workspace begins with the default flow", async () => {
    await admin.goto("/flows");
    await expect(admin.getByRole("rowheader", { name: "Report and fall back" })).toContainText("Default");
    await expectAccessible(admin);
    await expectFitsPhone(admin);
  });

  await test.step("a template opens in the editor", async () => {
    await admin.getByRole("button", { name: "New flow" }).click();
    const dialog = admin.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Name" }).fill("Autumn");
    await dialog.getByRole("radio", { name: "Report only" }).click();
    await expectAccessible(admin);
    await dialog.getByRole("button", { name: "Make and edit" }).click();
    await admin.waitForURL(/\/flows\/\d+\/edit$/);
  });

  await test.step("a copy, and a file of it", async () => {
    await admin.goto("/flows");
    await admin.getByRole("button", { name: "More about Autumn" }).click();
    await admin.getByRole("menuitem", { name: "Duplicate" }).click();
    await expect(admin.getByRole("rowheader", { name: "Autumn (2)" })).toBeVisible();
    await admin.getByRole("button", { name: "More about Autumn (2)" }).click();
    const download = admin.waitForEvent("download");
    await admin.getByRole("menuitem", { name: "Download as file" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe("Autumn (2).flow.json");
    const text = await readFile(await file.path(), "utf8");
    await importFile(admin, "broken.flow.json", text.replace('"type": "branch"', '"type": "broom"'));
    await expect(admin.getByRole("dialog").getByText("Step “b1”")).toBeVisible();
    await admin.keyboard.press("Escape");
    await expect(admin.getByRole("dialog")).toBeHidden();
    await importFile(admin, "autumn.flow.json", text.replaceAll("Autumn (2)", "Winter"));
    await admin.waitForURL(/\/flows\/\d+\/edit$/);
  });

  await test.step("its versions and campaigns", async () => {
    await admin.goto("/flows");
    await admin.getByRole("link", { name: "Report and fall back" }).click();
    await admin.getByRole("link", { name: "Versions" }).click();
    await expect(admin.getByRole("rowheader", { name: "Version 1" })).toContainText("In force");
    await expect(admin.getByText("These two are the same.")).toBeVisible();
    await admin.getByRole("combobox", { name: "To" }).click();
    await admin.getByRole("option", { name: "Version 1" }).click();
    await expect(admin.getByRole("listitem").filter({ hasText: "Added" })).toHaveCount(7);
    await expectAccessible(admin);
    await expectFitsPhone(admin);
    await admin.getByRole("link", { name: "Campaigns", exact: true }).click();
    await expectAccessible(admin);
  });
});

test("secrets: kept, replaced and removed, and never shown", async ({ admin }) => {
  await admin.goto("/settings/secrets");
  await admin.getByRole("button", { name: "New secret" }).click();
  const dialog = admin.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Name" }).fill("CRM token");
  await dialog.getByLabel("Secret", { exact: true }).fill("tall giraffe");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog.getByText("Use small letters, digits and “_”")).toBeVisible();
  await dialog.getByRole("textbox", { name: "Name" }).fill("crm_token");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(admin.getByRole("rowheader", { name: "crm_token" })).toBeVisible();
  await expect(admin.getByText("tall giraffe")).toHaveCount(0);
  await expectAccessible(admin);
  await expectFitsPhone(admin);
  await admin.getByRole("button", { name: "Remove" }).click();
  await admin.getByRole("alertdialog").getByRole("button", { name: "Remove" }).click();
  await expect(admin.getByText("No secrets yet")).toBeVisible();
});

async function importFile(page: Page, name: string, text: string): Promise<void> {
  await page.getByRole("button", { name: "Import" }).click();
  const dialog = page.getByRole("dialog");
  const buffer = Buffer.from(text);
  await dialog.locator("input[type=file]").setInputFiles({ name, mimeType: "application/json", buffer });
  await dialog.getByRole("button", { name: "Import" }).click();
}
