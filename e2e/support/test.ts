import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { ADMIN, type Instance, startInstance } from "./instance";

type Fixtures = {
  /** A page that is signed in as the first workspace's admin. */
  readonly admin: Page;
  /** Opens a page for somebody else, with cookies of their own. */
  readonly visitor: (baseURL?: string) => Promise<Page>;
};
type WorkerFixtures = {
  /** One instance for all specs of a worker; specs keep apart by connections and campaigns of their own. */
  readonly instance: Instance;
  /** The admin's cookies; signing in anew for each test would cost more than most tests. */
  readonly adminCookies: Awaited<ReturnType<BrowserContext["cookies"]>>;
};

export const test = base.extend<Fixtures, WorkerFixtures>({
  instance: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
    async ({}, use) => {
      const instance = await startInstance();
      await use(instance);
      await instance.stop();
    },
    { scope: "worker", timeout: 180_000 },
  ],
  adminCookies: [
    async ({ browser, instance }, use) => {
      const context = await browser.newContext({ baseURL: instance.url });
      await signIn(await context.newPage(), ADMIN);
      await use(await context.cookies());
      await context.close();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  baseURL: async ({ instance }, use) => use(instance.url),
  page: async ({ page }, use) => {
    const faults = faultsOf(page);
    await use(page);
    expect(faults(), "errors in the browser's console").toEqual([]);
  },
  admin: async ({ page, adminCookies }, use) => {
    await page.context().addCookies(adminCookies);
    await use(page);
  },
  visitor: async ({ browser, contextOptions }, use) => {
    const opened: { context: BrowserContext; faults: () => readonly string[] }[] = [];
    await use(async (baseURL) => {
      const context = await browser.newContext({ ...contextOptions, baseURL });
      const page = await context.newPage();
      opened.push({ context, faults: faultsOf(page) });
      return page;
    });
    for (const { context, faults } of opened) {
      await context.close();
      expect(faults(), "errors in a visitor's console").toEqual([]);
    }
  },
});

/**
 * Collects uncaught errors and what the console calls an error, the content policy's refusals among them.
 * An answer of 4xx is one as well for the browser; whether it is right is each test's own question.
 */
function faultsOf(page: Page): () => readonly string[] {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.stack ?? error}`));
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    if (/^Failed to load resource: .* status of 4\d\d/.test(message.text())) return;
    faults.push(`${page.url()}: ${message.text()}`);
  });
  return () => faults;
}

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
