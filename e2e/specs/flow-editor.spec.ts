import type { Locator, Page } from "@playwright/test";
import { expectAccessible, expectFitsPhone } from "../support/accessible";
import { createConnection } from "../support/api";
import type { Instance } from "../support/instance";
import { unique } from "../support/meta";
import { expect, test } from "../support/test";

/** Requests of the page itself, as the guard against other sites wants them. */
const own = ({ url }: Instance) => ({ headers: { origin: url } });

async function createFlow(page: Page, instance: Instance, name: string): Promise<string> {
  const response = await page.request.post("/api/flows", {
    ...own(instance),
    data: { name, template: "empty" },
  });
  expect(response.status()).toBe(201);
  return (await response.json()).id;
}

/** Chooses in a list that has focus, by letters as keyboards do. */
async function pick(page: Page, field: Locator, option: string): Promise<void> {
  await field.focus();
  await page.keyboard.press("Enter");
  const item = page.getByRole("option", { name: option, exact: true });
  await expect(item).toBeVisible();
  // The list takes the focus a moment after it appears; until then keys would go to the field.
  await expect(async () => {
    await page.keyboard.press("ArrowDown");
    await expect(item).toBeFocused({ timeout: 100 });
  }).toPass({ intervals: [50], timeout: 15_000 });
  await page.keyboard.press("Enter");
  await expect(item).toBeHidden();
}

/** Adds a step by keyboard, at an exit of the step that is open. */
async function addOn(page: Page, exit: string, step: RegExp): Promise<void> {
  await page.getByRole("button", { name: `Add a step on ${exit}` }).focus();
  await page.keyboard.press("Enter");
  const item = page.getByRole("complementary", { name: "Steps to add" }).getByRole("button", { name: step });
  await expect(page.locator("#flow-palette :focus")).toBeVisible();
  await item.focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#flow-inspector :focus")).toBeVisible();
}

const saved = (page: Page): Promise<void> => expect(page.getByText("Saved", { exact: true })).toBeVisible();

test("a flow built by keyboard alone, mended, kept and published", async ({ admin, instance }) => {
  const sender = unique("Texts");
  await createConnection(instance, "simulator", sender, {});
  await admin.setViewportSize({ width: 1440, height: 900 });
  const id = await createFlow(admin, instance, unique("By keyboard"));
  await admin.goto(`/flows/${id}/edit`);
  const inspector = admin.locator("#flow-inspector");
  const canvas = admin.getByRole("region", { name: "Canvas" });
  const card = (name: RegExp) => canvas.getByRole("button", { name });

  await test.step("trigger, branch, log and SMS, end", async () => {
    await card(/^Status arrives/).focus();
    await admin.keyboard.press("Enter");
    await addOn(admin, "Next", /^Branch by status/);
    await addOn(admin, "Sent", /^Log row/);
    await addOn(admin, "Next", /^End/);
    await admin.keyboard.press("Escape");
    await expect(card(/^End/)).toBeFocused();
    await admin.keyboard.press("ArrowLeft");
    await admin.keyboard.press("ArrowLeft");
    await expect(card(/^Branch by status/)).toBeFocused();
    await admin.keyboard.press("Enter");
    await addOn(admin, "Rejected", /^Send SMS/);
    await pick(admin, admin.getByRole("combobox", { name: "Reached goes to" }), "End");
    await expect(canvas.locator(".react-flow__edge")).toHaveCount(5);
  });

  await test.step("what is wrong stands at the step, at the field and in the list, and is mended", async () => {
    await expect(inspector.getByText("Choose the connection that it goes out by.")).toBeVisible();
    await expect(card(/^Send SMS.*Choose the connection/)).toBeVisible();
    await expect(admin.getByRole("button", { name: "Publish" })).toBeDisabled();
    await expectAccessible(admin);
    await admin.getByRole("button", { name: /^\d+ errors?/ }).press("Enter");
    await admin.getByRole("button", { name: /^Send SMS Enter the number/ }).press("Enter");
    await expect(inspector.getByLabel("Name")).toBeFocused();
    await pick(admin, inspector.getByRole("combobox", { name: "Connection" }), sender);
    await inspector.getByLabel("Sender").focus();
    await admin.keyboard.type("EXAMPLE");
    await inspector.getByLabel("Text", { exact: true }).focus();
    await admin.keyboard.type("Hello {{name|there}}");
    await expect(inspector.getByText("Hello Maria")).toBeVisible();
    await admin.getByRole("button", { name: "Limits and addresses", exact: true }).press("Enter");
    await inspector.getByRole("button", { name: "Set limits" }).press("Enter");
    await expect(inspector.getByLabel(/^Budget of a campaign \(/)).toBeFocused();
    await admin.keyboard.type("50");
    await inspector.getByLabel(/^Budget of a campaign in a day/).focus();
    await admin.keyboard.type("10");
    await expect(admin.getByRole("button", { name: "No problems" })).toBeVisible();
  });

  await test.step("the draft is stored by itself, also when the page is left at once", async () => {
    await admin.reload();
    await expect(canvas.locator(".react-flow__edge")).toHaveCount(5);
    await card(/^Send SMS/).press("Enter");
    await expect(inspector.getByLabel("Name")).toBeFocused();
    await expect(inspector.getByLabel("Sender")).toHaveValue("EXAMPLE");
  });

  await test.step("undo and redo, copy and paste, delete", async () => {
    await admin.keyboard.press("Escape");
    await expect(card(/^Send SMS/)).toBeFocused();
    await admin.keyboard.press("Delete");
    await expect(card(/^Send SMS/)).toHaveCount(0);
    await admin.keyboard.press("Control+z");
    await expect(card(/^Send SMS/)).toHaveCount(1);
    await admin.keyboard.press("Control+Shift+z");
    await expect(card(/^Send SMS/)).toHaveCount(0);
    await admin.getByRole("button", { name: "Undo" }).press("Enter");
    await card(/^Log row/).focus();
    await admin.keyboard.press("Control+d");
    await expect(card(/^Log row/)).toHaveCount(2);
    await admin.keyboard.press("Control+z");
    await expect(card(/^Log row/)).toHaveCount(1);
    await card(/^Log row/).focus();
    await admin.keyboard.press("Control+c");
    await admin.keyboard.press("Control+v");
    await expect(card(/^Log row/)).toHaveCount(2);
    await admin.keyboard.press("Control+z");
    await expect(card(/^Log row/)).toHaveCount(1);
  });

  await test.step("a test run walks the graph and sends nothing", async () => {
    await admin.getByRole("button", { name: "Test run", exact: true }).press("Enter");
    await admin.getByRole("button", { name: "Run", exact: true }).press("Enter");
    const way = admin.getByRole("list", { name: "Way of the run" }).getByRole("listitem");
    await expect(way.filter({ hasText: "Send SMS" })).toBeVisible();
    await expect(admin.getByText(/nothing was sent\.$/)).toBeVisible();
    await pick(admin, admin.getByRole("combobox", { name: "How Send SMS ends" }), "Assume: Missed");
    await expect(way.filter({ hasText: /^End/ })).toHaveCount(0);
    await expectAccessible(admin);
  });

  await test.step("published with a note", async () => {
    await admin.getByRole("button", { name: "Publish" }).press("Enter");
    const dialog = admin.getByRole("dialog");
    await expect(dialog.getByText("The first version, with 5 steps.")).toBeVisible();
    await expect(dialog.getByLabel("Note")).toBeFocused();
    await admin.keyboard.type("Texts to the rejected");
    await dialog.getByRole("button", { name: "Publish now" }).press("Enter");
    await expect(admin.getByText("Version 1 in force")).toBeVisible();
  });

  await test.step("the same in the list, also on a phone", async () => {
    await admin.getByRole("radio", { name: "List" }).press("Space");
    const rows = admin.getByRole("list", { name: "Steps in the order of a run" }).getByRole("listitem");
    await expect(rows).toHaveText([/Status arrives/, /Branch/, /Log row/, /^End/, /Send SMS/, /Goes to End/]);
    await rows.nth(3).getByRole("button", { name: /^End/ }).focus();
    await admin.keyboard.press("ArrowUp");
    await admin.keyboard.press("Enter");
    await expect(inspector.getByLabel("Name")).toBeFocused();
    await admin.keyboard.type("To the sheet");
    await expect(rows.nth(2)).toContainText("To the sheet");
    await expectAccessible(admin);
    await expectFitsPhone(admin);
    await saved(admin);
  });
});

test("two hundred steps are drawn, and somebody else's draft is not written over", async ({
  admin,
  instance,
}) => {
  await admin.setViewportSize({ width: 1440, height: 900 });
  const id = await createFlow(admin, instance, unique("Large"));
  const draft = (await (await admin.request.get(`/api/flows/${id}`)).json()).draft;
  const steps = [...draft.steps, ...many(199)];
  steps[0] = { ...steps[0], exits: { next: "s0" } };
  const put = (revision: number) =>
    admin.request.put(`/api/flows/${id}/draft`, {
      ...own(instance),
      data: { definition: { ...draft, steps }, revision },
    });
  expect((await put(1)).status()).toBe(200);
  await admin.goto(`/flows/${id}/edit`);
  const cards = admin.locator(".react-flow__node");
  await expect(cards).toHaveCount(200);

  await test.step("a second editor is told of the first, and keeps its work as a copy", async () => {
    await saved(admin);
    const { draftRevision } = await (await admin.request.get(`/api/flows/${id}`)).json();
    expect((await put(draftRevision)).status()).toBe(200);
    await admin.getByRole("button", { name: "Arrange the steps" }).click();
    const dialog = admin.getByRole("dialog", { name: "Somebody else changed this flow" });
    await expect(dialog).toBeVisible();
    await dialog.getByRole("button", { name: "Keep mine as a copy" }).click();
    await expect(admin.getByRole("heading", { level: 1, name: /\(my changes\)$/ })).toBeVisible();
  });
});

const many = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    id: `s${i}`,
    type: "log",
    title: null,
    logId: null,
    columns: null,
    position: { x: 300 + (i % 20) * 300, y: Math.floor(i / 20) * 120 },
    exits: i + 1 < count ? { next: `s${i + 1}` } : {},
  }));
