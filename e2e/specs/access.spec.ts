import { join, MembersPage } from "../pages/members.page";
import { unique } from "../support/meta";
import { expect, signIn, test } from "../support/test";

const settingsLink = { name: "Members", exact: true } as const;
const person = (name: string) => ({
  name: unique(name),
  email: `${unique(name).replace(/\W+/g, "-").toLowerCase()}@example.com`,
  password: "another long passphrase",
});

test("two browsers keep two people apart", async ({ admin, visitor, instance }) => {
  await admin.goto("/");
  const stranger = await visitor(instance.url);
  await stranger.goto("/");
  await expect(stranger.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await admin.reload();
  await expect(admin.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
});

test("a viewer sees no admin's settings; another role counts from the next request", async ({
  admin,
  visitor,
  instance,
}) => {
  const members = new MembersPage(admin);
  const viewer = await visitor(instance.url);
  const who = person("Vera Viewer");
  await join(viewer, await members.invite("Viewer"), who);

  await test.step("a viewer is kept out of the admins' pages", async () => {
    await viewer.goto("/settings/account");
    await expect(viewer.getByRole("heading", { name: "My account" })).toBeVisible();
    await expect(viewer.getByRole("link", settingsLink)).toHaveCount(0);
    for (const path of ["/settings/members", "/settings/api-keys", "/settings/audit", "/connections/new"]) {
      await viewer.goto(path);
      await expect(viewer.getByRole("heading", { name: "Page not found" }), path).toBeVisible();
    }
    await viewer.goto("/connections");
    await expect(viewer.getByRole("link", { name: "Add connection" })).toHaveCount(0);
  });

  await test.step("made an admin, they are one without signing in again", async () => {
    await members.setRole(who.name, "Admin");
    await viewer.goto("/settings/members");
    await expect(viewer.getByRole("heading", { name: "Members", level: 1 })).toBeVisible();
    await expect(viewer.getByRole("link", settingsLink)).toBeVisible();
  });

  await test.step("made a viewer again, they lose it at once", async () => {
    await members.setRole(who.name, "Viewer");
    await viewer.goto("/settings/members");
    await expect(viewer.getByRole("heading", { name: "Page not found" })).toBeVisible();
    await expect(viewer.getByRole("table", { name: "Members" })).toHaveCount(0);
    const answer = await viewer.request.post("/api/settings/invites", {
      data: { role: "admin" },
      headers: { origin: instance.url },
    });
    expect(answer.status()).toBe(403);
  });
});

test("an invitation works once", async ({ admin, visitor, instance }) => {
  const link = await new MembersPage(admin).invite("Operator");
  await join(await visitor(instance.url), link, person("Otto Operator"));
  const second = await visitor(instance.url);
  await second.goto(link);
  await expect(second.getByRole("heading", { name: "This invitation is over" })).toBeVisible();
});

test("a session that was ended is out, and signing in again helps", async ({ admin, visitor, instance }) => {
  const members = new MembersPage(admin);
  const page = await visitor(instance.url);
  const who = person("Sam Session");
  await join(page, await members.invite("Operator"), who);
  await members.act(who.name, "Sign out everywhere");
  await page.goto("/rejected");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await signIn(page, who);
});

test("a removed member is out and stays out", async ({ admin, visitor, instance }) => {
  const members = new MembersPage(admin);
  const page = await visitor(instance.url);
  const who = person("Rita Removed");
  await join(page, await members.invite("Admin"), who);
  await members.act(who.name, "Remove member");
  expect((await page.request.get("/api/reports/overview?period=30d")).status()).toBeGreaterThanOrEqual(401);
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Overview" })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: /You belong to no workspace|Sign in/ })).toBeVisible();
});
