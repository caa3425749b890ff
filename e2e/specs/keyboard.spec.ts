import { openLine } from "../support/meta";
import { expect, test } from "../support/test";

test("the skip link leads past the navigation", async ({ admin }) => {
  await admin.goto("/rejected");
  await admin.keyboard.press("Tab");
  const skip = admin.getByRole("link", { name: "Skip to content" });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await admin.keyboard.press("Enter");
  await expect(admin.getByRole("main")).toBeFocused();
});

test("the navigation works by Tab and Enter", async ({ admin }) => {
  await admin.goto("/");
  await admin.getByRole("link", { name: "Overview", exact: true }).first().focus();
  await admin.keyboard.press("Tab");
  await expect(admin.getByRole("link", { name: "Rejected", exact: true }).first()).toBeFocused();
  await admin.keyboard.press("Enter");
  await expect(admin.getByRole("heading", { name: "Rejected", level: 1 })).toBeVisible();
});

test("the heatmap is one stop of Tab; arrows move in it and Enter opens the list", async ({
  admin,
  instance,
}) => {
  const line = await openLine(instance, "Keys");
  await line.play([{ id: "1", status: "delivered" }]);
  await admin.goto(`/?name=${encodeURIComponent(line.campaign.name)}`);
  const grid = admin.getByRole("table", { name: /^Campaigns, and how many/ });
  const row = grid.getByRole("row", { name: new RegExp(`^${line.campaign.name}`) });
  await expect(row).toBeVisible();
  await expect(grid.locator("[tabindex='0']")).toHaveCount(1);
  await row.getByRole("rowheader").getByRole("link").focus();
  await admin.keyboard.press("ArrowRight");
  await expect(row.getByRole("cell").nth(0).getByRole("link")).toBeFocused();
  await admin.keyboard.press("End");
  await expect(row.locator("[data-cell]").last()).toBeFocused();
  await admin.keyboard.press("Home");
  await expect(row.getByRole("rowheader").getByRole("link")).toBeFocused();
  for (const key of ["ArrowRight", "ArrowRight", "ArrowRight"]) await admin.keyboard.press(key);
  await expect(row.getByRole("cell").nth(2).getByRole("link")).toBeFocused();
  await expect(admin.getByText("Delivery rate = Delivered ÷ Sent")).toBeVisible();
  await admin.keyboard.press("Enter");
  await expect(admin).toHaveURL(/\/messages\?.*show=delivered/);
  await expect(admin.getByRole("rowheader")).toHaveCount(1);
});

test("a dialog keeps the focus inside and gives it back", async ({ admin }) => {
  await admin.goto("/settings/members");
  const opener = admin.getByRole("button", { name: "Invite" });
  await opener.focus();
  await admin.keyboard.press("Enter");
  const dialog = admin.getByRole("dialog");
  await expect(dialog).toBeVisible();
  await expect(dialog.locator(":focus")).toHaveCount(1);
  for (let press = 0; press < 8; press++) {
    await admin.keyboard.press("Tab");
    await expect(dialog.locator(":focus")).toHaveCount(1);
  }
  await admin.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(opener).toBeFocused();
});

test("the account's menu works by keys", async ({ admin }) => {
  await admin.goto("/");
  const opener = admin.getByRole("button", { name: /^Account of/ });
  await opener.focus();
  await admin.keyboard.press("Enter");
  const menu = admin.getByRole("menu");
  await expect(menu).toBeVisible();
  await admin.keyboard.press("End");
  await expect(menu.getByRole("menuitem", { name: "Sign out" })).toBeFocused();
  await admin.keyboard.press("Escape");
  await expect(menu).toBeHidden();
  await expect(opener).toBeFocused();
});
