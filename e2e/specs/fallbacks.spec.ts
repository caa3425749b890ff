import type { Page } from "@playwright/test";
import { expectAccessible, expectFitsPhone } from "../support/accessible";
import { api } from "../support/api";
import { openFallback } from "../support/fallback";
import type { Instance } from "../support/instance";
import { type Line, openLine } from "../support/meta";
import { expect, test } from "../support/test";

/** The simulator delivers an SMS to each of these. */
const PEOPLE = ["+12025550181", "+12025550182", "+12025550183"] as const;

async function openRejections(instance: Instance): Promise<Line> {
  const line = await openLine(instance, "Fallbacks");
  const events = PEOPLE.map((to, at) => ({
    id: `m${at}`,
    status: "rejected" as const,
    to,
    code: "131026",
    ago: 60 - at,
  }));
  await line.play([...events, { id: "fine", status: "delivered", to: "+12025550184", ago: 20 }]);
  return line;
}

const attemptsOf = async (instance: Instance, line: Line) =>
  (
    await api<{ items: { state: string; why: string | null; cause: string; recipient: string }[] }>(
      instance,
      "GET",
      `/attempts?campaignId=${line.campaign.id}`,
    )
  ).items;

const rowsOf = (page: Page) =>
  page
    .getByRole("table", { name: "Attempts, newest first" })
    .getByRole("row")
    .filter({ has: page.getByRole("cell") });

async function openPreview(page: Page, line: Line) {
  await page.goto(`/rejected?campaignId=${line.campaign.id}`);
  await page.getByRole("button", { name: "Send fallback now" }).click();
  return page.getByRole("dialog");
}

test("a campaign that is off says where to switch it on", async ({ admin, instance }) => {
  const line = await openRejections(instance);
  const dialog = await openPreview(admin, line);
  await expect(dialog.getByText(/are off\. Switch to manual or automatic/)).toBeVisible();
});

test("from the rejected list by preview, confirmation and undo to people who are reached", async ({
  admin,
  instance,
}) => {
  const line = await openRejections(instance);
  await openFallback(instance, line);

  await test.step("the preview says who and how much, and undo takes all of it back", async () => {
    const dialog = await openPreview(admin, line);
    await expect(dialog.getByText("3 people of the 3 chosen will be sent a fallback.")).toBeVisible();
    await expect(dialog.getByText("$0.03").first()).toBeVisible();
    await expectAccessible(admin);
    await dialog.getByRole("button", { name: "Send to 3 people" }).click();
    await expect(dialog.getByText(/Nothing leaves before/)).toBeVisible();
    await dialog.getByRole("button", { name: "Undo" }).click();
    await expect(dialog.getByText("3 of 3 have an end")).toBeVisible();
    expect((await attemptsOf(instance, line)).map(({ state, why }) => `${state} ${why}`)).toEqual(
      PEOPLE.map(() => "cancelled undone"),
    );
  });

  await test.step("a ticked person is sent one, with a warning of the repeat", async () => {
    await admin.goto(`/rejected?campaignId=${line.campaign.id}`);
    for (const number of PEOPLE.slice(0, 2))
      await admin
        .getByRole("checkbox", { name: `Select ${number}` })
        .first()
        .click();
    const selection = admin.getByRole("status").filter({ hasText: "2 selected" });
    await selection.getByRole("button", { name: "Send fallback now" }).click();
    const dialog = admin.getByRole("dialog");
    await expect(dialog.getByText(/For 2 people a fallback was planned before/)).toBeVisible();
    await dialog.getByRole("button", { name: "Send to 2 people" }).click();
    await dialog.getByRole("link", { name: "Open the attempts" }).click();
  });

  await test.step("the attempts become reached while one looks at them", async () => {
    await expect(admin.getByRole("heading", { name: "Fallbacks", level: 1 })).toBeVisible();
    await expect(rowsOf(admin)).toHaveCount(2);
    await expect(rowsOf(admin).filter({ hasText: "Reached" })).toHaveCount(2, { timeout: 75_000 });
    await expect(rowsOf(admin).first()).toContainText("$0.01");
    await expectAccessible(admin);
    await expectFitsPhone(admin);
  });

  await test.step("the message's page shows both attempts with what happened", async () => {
    await rowsOf(admin).first().getByRole("link").first().click();
    await expect(admin.getByRole("heading", { name: "Fallbacks for this message" })).toBeVisible();
    await expect(admin.getByText("Undone before it left.")).toBeVisible();
    await admin.getByText("What happened").last().click();
    await expect(admin.getByText("Status from the provider").first()).toBeVisible();
    await expectAccessible(admin);
  });

  await test.step("the campaign's page counts them", async () => {
    await admin.goto(`/campaigns/${line.campaign.id}`);
    await expect(admin.getByRole("heading", { name: "What fallbacks brought" })).toBeVisible();
    await expect(admin.getByRole("row", { name: /^SMS 2 3 5$/ })).toBeVisible();
    await expectAccessible(admin);
  });
});
