import { expectAccessible, expectFitsPhone } from "../support/accessible";
import { type Instance, startInstance } from "../support/instance";
import { test as base, expect, signIn } from "../support/test";

const test = base.extend<{ readonly fresh: Instance }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
  fresh: async ({}, use) => {
    const fresh = await startInstance({ bootstrap: false });
    await use(fresh);
    await fresh.stop();
  },
});

const person = { email: "first@example.com", password: "correct horse battery" };

test("the first person sets the instance up by the printed link, once", async ({ fresh, visitor }) => {
  test.setTimeout(180_000);
  const link = fresh.setupLink as string;
  expect(link, "the printed link").not.toBeNull();
  const page = await visitor(fresh.url);
  const stranger = await visitor(fresh.url);

  await test.step("nobody gets in without the token", async () => {
    expect((await stranger.goto("/setup"))?.status()).toBe(404);
    expect((await stranger.goto("/setup?token=guessed"))?.status()).toBe(404);
    await stranger.goto("/sign-in");
    await expect(stranger.getByText("This installation has no user yet.")).toBeVisible();
  });

  await test.step("an empty form says what to mend beside each field", async () => {
    await page.goto(link);
    await expectAccessible(page);
    await expectFitsPhone(page);
    await page.getByRole("button", { name: "Create account and workspace" }).click();
    await expect(page.getByLabel("E-mail")).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByRole("alert").filter({ hasText: "complete e-mail address" })).toBeVisible();
    await expect(page.getByRole("alert").filter({ hasText: "Use at least 10 characters" })).toBeVisible();
  });

  await test.step("the account is made and the overview shows the first steps", async () => {
    await expect(page.getByLabel("Time zone")).toHaveValue("Europe/London");
    await page.getByLabel("Name", { exact: true }).fill("Ana Example");
    await page.getByLabel("E-mail").fill(person.email);
    await page.getByLabel("Password", { exact: true }).fill(person.password);
    await page.getByLabel("Name of the workspace").fill("Example & Co");
    await page.getByRole("button", { name: "Create account and workspace" }).click();
    await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
    await expect(page.getByText("Connect a provider")).toBeVisible();
    await expect(page.getByText("Copy the webhook URL")).toBeVisible();
    await expect(page.getByText("Watch it fill")).toBeVisible();
    await expect(page.getByRole("link", { name: "Add a connection" })).toHaveAttribute(
      "href",
      "/connections/new",
    );
    await expectAccessible(page);
    await expectFitsPhone(page);
  });

  await test.step("the link is dead", async () => {
    expect((await stranger.goto(link))?.status()).toBe(404);
    expect((await page.goto(link))?.status()).toBe(404);
  });

  await test.step("sign out, a wrong password, sign in", async () => {
    await page.goto("/");
    await page.getByRole("button", { name: "Account of Ana Example" }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await page.goto("/rejected");
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await page.getByLabel("E-mail").fill(person.email);
    await page.getByLabel("Password", { exact: true }).fill("not the password");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByText("The e-mail address or the password is wrong.")).toBeVisible();
    await signIn(page, person);
  });
});
