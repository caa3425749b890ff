import type { Page } from "@playwright/test";
import { join, MembersPage } from "../pages/members.page";
import { expectAccessible, expectFitsPhone } from "../support/accessible";
import { api } from "../support/api";
import type { Instance } from "../support/instance";
import { type Line, openLine, unique } from "../support/meta";
import { expect, test } from "../support/test";

let line: Line;
let messageId: string;

test.beforeAll(async ({ instance }) => {
  line = await openLine(instance, "A campaign with quite a long name, as people give them");
  await line.play([
    { id: "1", status: "sent", ago: 4000 },
    { id: "1", status: "delivered", ago: 3900 },
    { id: "1", status: "read", ago: 60 },
    { id: "2", status: "sent", to: "+447700900301", ago: 4000 },
    { id: "3", status: "rejected", to: "+12025550171", code: "131026", ago: 50 },
    { id: "4", status: "rejected", to: "+12025550172", code: "131049", ago: 40 },
    { id: "5", status: "rejected", to: "+12025550173", code: "99999", ago: 30 },
    { id: "6", status: "teleported", to: "+12025550174", ago: 20 },
  ]);
  messageId = await idOfRejected(instance, line);
});

async function idOfRejected(instance: Instance, { campaign }: Line): Promise<string> {
  const query = `/messages?campaignId=${campaign.id}&status=rejected`;
  const { items } = await api<{ items: { id: string }[] }>(instance, "GET", query);
  return items[0]?.id ?? "";
}

/** Every page of the app with its heading. */
const PAGES: readonly (readonly [name: string, path: () => string, heading: RegExp])[] = [
  ["overview", () => "/", /^Overview$/],
  ["campaign", () => `/campaigns/${line.campaign.id}`, /^A campaign with/],
  ["messages of a campaign", () => `/campaigns/${line.campaign.id}/messages`, /^A campaign with/],
  ["messages", () => "/campaigns/messages", /^Messages/],
  ["timeline", () => `/campaigns/${line.campaign.id}/messages/${messageId}`, /^Message to/],
  ["rejected", () => "/rejected", /^Rejected$/],
  ["suppression list", () => "/rejected/suppression", /^Suppression list$/],
  ["fallbacks", () => "/fallbacks", /^Fallbacks$/],
  ["connections", () => "/connections", /^Connections$/],
  ["new connection", () => "/connections/new", /^Add a connection$/],
  ["connection", () => `/connections/${line.connection.id}`, /^A campaign with/],
  ["settings", () => "/settings", /^General$/],
  ["members", () => "/settings/members", /^Members$/],
  ["API keys", () => "/settings/api-keys", /^API keys$/],
  ["audit log", () => "/settings/audit", /^Audit log$/],
  ["account", () => "/settings/account", /^My account$/],
  ["API", () => "/api-docs", /^API$/],
  ["nowhere", () => "/no/such/page", /^Page not found$/],
];

/** Everything that the page loads after its first bytes is there. */
async function untilLoaded(page: Page, heading: RegExp): Promise<void> {
  await expect(page.getByRole("heading", { name: heading, level: 1 })).toBeVisible();
  await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
  await expect(page.locator("[aria-busy='true']")).toHaveCount(0);
}

for (const [name, path, heading] of PAGES) {
  test(`${name}: accessible in both themes, fits a phone, quiet console`, async ({ admin }) => {
    await admin.goto(path());
    await untilLoaded(admin, heading);
    await expectAccessible(admin);
    await expectFitsPhone(admin);
  });
}

test("sign-in: accessible in both themes, fits a phone, quiet console", async ({ page }) => {
  await page.goto("/sign-in");
  await untilLoaded(page, /^Sign in$/);
  await expectAccessible(page);
  await expectFitsPhone(page);
});

test("every provider is offered, and the longest form is accessible", async ({ admin }) => {
  await admin.goto("/connections/new");
  const providers = await admin.getByRole("main").getByRole("listitem").getByRole("button").allTextContents();
  expect(providers.length).toBeGreaterThanOrEqual(9);
  await admin.getByRole("button", { name: /^Sinch/ }).click();
  await expect(admin.getByRole("button", { name: "Create connection" })).toBeVisible();
  await expectAccessible(admin);
  await expectFitsPhone(admin);
});

test("people read the pages in Chinese when they choose it", async ({ admin, visitor, instance }) => {
  const page = await visitor(instance.url);
  const name = unique("Zoe");
  const email = `${name.replace(" ", "-").toLowerCase()}@example.com`;
  const link = await new MembersPage(admin).invite("Admin");
  await join(page, link, { name, email, password: "another long passphrase" });
  await page.getByRole("button", { name: `Account of ${name}` }).click();
  await page.getByRole("menuitemradio", { name: "中文" }).click();
  await expect(page.getByRole("heading", { name: "总览", level: 1 })).toBeVisible();
  for (const [path, heading] of [
    ["/", "总览"],
    [`/campaigns/${line.campaign.id}`, line.campaign.name],
    ["/rejected", "被拒绝"],
    ["/connections", "连接"],
    ["/settings/members", "成员"],
    ["/settings/account", "我的账号"],
  ] as const) {
    await page.goto(path);
    await expect(page.locator("html")).toHaveAttribute("lang", /^zh/);
    await expect(page.getByRole("heading", { name: heading, level: 1 })).toBeVisible();
    await expect(page.getByRole("link", { name: "连接", exact: true }).first()).toBeVisible();
  }
});
