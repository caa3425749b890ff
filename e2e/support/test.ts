import { test as base, expect, type Page } from "@playwright/test";
import { ADMIN, type Instance, startInstance } from "./instance";

type Fixtures = {
  /** A page that is signed in as the first workspace's admin. */
  readonly admin: Page;
};
type WorkerFixtures = {
  /** One instance for all specs of a worker; specs keep apart by connections and campaigns of their own. */
  readonly instance: Instance;
};

export const test = base.extend<Fixtures, WorkerFixtures>({
  instance: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      const instance = await startInstance();
      await use(instance);
      await instance.stop();
    },
    { scope: "worker", timeout: 120_000 },
  ],
  baseURL: async ({ instance }, use) => use(instance.url),
  admin: async ({ page }, use) => {
    await signIn(page, ADMIN);
    await use(page);
  },
});

export async function signIn(
  page: Page,
  { email, password }: { email: string; password: string },
): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
}

export { expect };
