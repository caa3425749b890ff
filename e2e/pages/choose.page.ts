import type { Page } from "@playwright/test";

/** Picks an option of a drop-down list by the words that people see. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: label, exact: true }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}
