import type { Page } from "@playwright/test";
import { choose } from "../pages/choose.page";
import { openLine, postStatus, unique } from "../support/meta";
import { expect, test } from "../support/test";

const row = (page: Page, campaign: string) => page.getByRole("row", { name: new RegExp(`^${campaign}`) });

test("an operator connects Meta by the form and receives a status", async ({ admin, instance, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const name = unique("Meta by hand");
  const appSecret = "0123456789abcdef0123456789abcdef";
  await admin.goto("/connections/new");
  await admin.getByRole("button", { name: /^Meta/ }).click();

  await test.step("an empty form says beside the fields what is missing", async () => {
    await admin.getByLabel("Name", { exact: true }).fill("");
    await admin.getByRole("button", { name: "Create connection" }).click();
    await expect(admin.getByLabel("Name", { exact: true })).toHaveAttribute("aria-invalid", "true");
    await admin.getByLabel("Name", { exact: true }).fill(name);
    await admin.getByRole("button", { name: "Create connection" }).click();
    await expect(admin.getByLabel("App secret", { exact: true })).toHaveAttribute("aria-invalid", "true");
  });

  await test.step("the connection's page gives the address and the generated token", async () => {
    await admin.getByLabel("App secret", { exact: true }).fill(appSecret);
    await admin.getByRole("button", { name: "Create connection" }).click();
    await expect(admin.getByRole("heading", { name, level: 1 })).toBeVisible();
    await expect(admin.getByText("Waiting for statuses")).toBeVisible();
    await admin.getByRole("button", { name: "Show the values to enter" }).click();
    await expect(admin.getByRole("button", { name: "Copy Verify token" })).toBeVisible();
  });

  await test.step("the copied address takes a signed status", async () => {
    await admin.getByRole("button", { name: "Copy webhook address" }).first().click();
    await expect(admin.getByRole("status").filter({ hasText: "Copied" }).first()).toBeAttached();
    const url = await admin.evaluate(() => navigator.clipboard.readText());
    expect(url).toMatch(new RegExp(`^${instance.url}/api/webhooks/[\\w-]{16,}$`));
    await postStatus(url, appSecret, name, { id: "1", status: "sent" });
    await expect(async () => {
      await admin.reload();
      await expect(admin.getByText("Receiving")).toBeVisible({ timeout: 2000 });
    }).toPass();
  });

  await test.step("a test status goes through the real address", async () => {
    await choose(admin, "Status", "Rejected");
    await admin.getByRole("button", { name: "Send", exact: true }).click();
    await expect(admin.getByText(/^Accepted with 200 in/)).toBeVisible();
    await admin.getByRole("link", { name: "Open the message" }).click();
    await expect(admin.getByRole("heading", { name: /^Message to/ })).toBeVisible();
    await expect(admin.getByText("failed", { exact: true })).toBeVisible();
  });
});

test("the numbers of the overview follow the statuses without a reload", async ({ admin, instance }) => {
  const line = await openLine(instance, "Live");
  const campaign = line.campaign.name;
  await line.play([{ id: "1", status: "sent", ago: 60 }]);
  await admin.goto("/");
  await admin.evaluate(() => Object.assign(window, { notReloaded: true }));
  const cells = row(admin, campaign).getByRole("cell");
  await expect(cells.nth(0)).toHaveText("1");
  await expect(cells.nth(2)).toHaveText("0.0%0");

  await line.play([
    { id: "2", status: "sent", to: "+447700900123", ago: 60 },
    { id: "1", status: "delivered", ago: 30 },
    { id: "1", status: "read" },
    { id: "3", status: "rejected", to: "+12025550124", code: "131026" },
    { id: "3", status: "rejected", to: "+12025550124", code: "131026" },
  ]);
  await expect(cells.nth(0)).toHaveText("3");
  await expect(cells.nth(1)).toContainText("2");
  await expect(cells.nth(2)).toHaveText("50.0%1");
  await expect(cells.nth(3)).toHaveText("100.0%1");
  await expect(cells.nth(4)).toHaveText("33.3%1");
  await expect(cells.nth(5)).toHaveText("50.0%1");
  expect(await admin.evaluate(() => "notReloaded" in window)).toBe(true);
});

test("a campaign's funnel adds up, and its numbers lead to the messages and their words", async ({
  admin,
  instance,
}) => {
  const line = await openLine(instance, "Funnel");
  await line.play([
    { id: "read", status: "sent", ago: 90 },
    { id: "read", status: "delivered", ago: 60 },
    { id: "read", status: "read", ago: 30 },
    { id: "silent", status: "sent", to: "+447700900111", ago: 90 },
    { id: "odd", status: "sent", to: "+447700900112", ago: 90 },
    { id: "odd", status: "delivered", to: "+447700900112", ago: 60 },
    { id: "odd", status: "teleported", to: "+447700900112", ago: 30 },
    { id: "gone", status: "sent", to: "+12025550144", ago: 90 },
    { id: "gone", status: "rejected", to: "+12025550144", ago: 30, code: "131026", text: "Undeliverable" },
    { id: "never", status: "rejected", to: "+12025550145", ago: 30, code: "131049" },
  ]);
  await admin.goto(`/campaigns/${line.campaign.id}`);
  const count = async (name: string): Promise<number> => {
    const link = admin.getByRole("link", { name: new RegExp(`^${name} \\d|^${name}\\d`) });
    const snapshot = await ((await link.count()) > 0 ? link.first() : stage(name)).ariaSnapshot();
    return Number(/link "\D*(\d+)/.exec(snapshot)?.[1]);
  };
  const stage = (name: string) =>
    admin
      .getByRole("listitem")
      .filter({ has: admin.getByText(name, { exact: true }) })
      .getByRole("link")
      .first();

  await test.step("attempted and sent are the sums of their parts", async () => {
    await expect(stage("Attempted")).toContainText("5");
    const sent = await count("Sent");
    expect(sent + (await count("Accepted only")) + (await count("Rejected before sent"))).toBe(5);
    expect((await count("Delivered")) + (await count("Silent")) + (await count("Rejected after sent"))).toBe(
      sent,
    );
    expect([sent, await count("Delivered"), await count("Read")]).toEqual([4, 2, 1]);
  });

  await test.step("a number opens the list that it counts", async () => {
    await admin.getByRole("link", { name: /^Rejected after sent/ }).click();
    await expect(admin.getByRole("heading", { name: line.campaign.name, level: 1 })).toBeVisible();
    await expect(admin.getByRole("rowheader")).toHaveCount(1);
    await expect(admin.getByRole("rowheader")).toHaveText("+12025550144");
  });

  await test.step("the timeline shows the provider's own words and the reason as a sentence", async () => {
    await admin.getByRole("rowheader").getByRole("link").click();
    const timeline = admin.getByRole("listitem").filter({ hasText: "Provider’s word" });
    await expect(timeline).toHaveCount(2);
    await expect(timeline.nth(0)).toContainText("sent");
    await expect(timeline.nth(1).getByText("failed", { exact: true })).toBeVisible();
    await expect(timeline.nth(1)).toContainText("Code 131026");
    await expect(timeline.nth(1)).toContainText("What to do");
    await expect(timeline.nth(1)).toContainText("Undeliverable");
  });

  await test.step("an unknown word is kept and shown", async () => {
    await admin.goto(`/campaigns/${line.campaign.id}/messages?search=%2B447700900112`);
    await admin.getByRole("rowheader").getByRole("link").click();
    await expect(admin.getByText("teleported", { exact: true }).first()).toBeVisible();
    await expect(admin.getByText("Unknown word", { exact: true }).first()).toBeVisible();
    await admin.goto(`/connections/${line.connection.id}`);
    await expect(admin.getByText("teleported")).toBeVisible();
  });
});
