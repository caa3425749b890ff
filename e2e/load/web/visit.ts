import type { Browser, Page } from "@playwright/test";
import { ADMIN, type Instance } from "../../support/instance";
import { loadedScripts, type Told, tell, watchPage } from "./watch-page";

type Cookies = Parameters<Awaited<ReturnType<Browser["newContext"]>>["addCookies"]>[0];

/** Signs in as the first workspace's admin. @returns the browser's cookies */
export async function signInCookies(browser: Browser, { url }: Instance): Promise<Cookies> {
  const context = await browser.newContext({ baseURL: url });
  const { csrfToken } = await (await context.request.get("/api/auth/csrf")).json();
  const form = { ...ADMIN, csrfToken, json: "true" };
  const answer = await context.request.post("/api/auth/callback/credentials", { form });
  if (!answer.ok()) throw new Error(`signing in: ${answer.status()} ${await answer.text()}`);
  const cookies = await context.cookies();
  await context.close();
  return cookies;
}

export type Visit = {
  readonly path: string;
  /** Finds the data that is waited for. */
  readonly data: string;
  /** What a person then does, each step a click or a key. */
  readonly act?: (page: Page) => Promise<void>;
};

/** Opens a page as a browser that has never seen it, on a laptop's screen. */
export async function visit(
  browser: Browser,
  { url }: Instance,
  cookies: Cookies,
  { path, data, act }: Visit,
): Promise<Told> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  await context.addCookies(cookies);
  const page = await context.newPage();
  // What compiles this file wraps inner functions in a helper that the page does not have.
  await page.addInitScript("globalThis.__name = (named) => named;");
  await page.addInitScript(watchPage, data);
  const document = (await (await page.goto(path))?.text()) ?? "";
  await page
    .waitForFunction(() => window.watched.shown > 0)
    .catch(async (cause: Error) => {
      const text = (await page.locator("body").innerText()).slice(0, 300);
      throw new Error(`${path} does not show ${data}; it says: ${text}`, { cause });
    });
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(300); // ms; shifts that come late
  // Before anybody acts: on a slow machine the effect of an input comes too late to be known as one.
  const layoutShift = await page.evaluate(() => window.watched.shift);
  const scripts = (await page.evaluate(loadedScripts)).map((script) => ({
    ...script,
    // As a script or in the data beside them, which names what the rest of the page is made of.
    isFirstLoad: document.includes(new URL(script.url).pathname.replace(/^.*\//, "")),
  }));
  await act?.(page);
  await page.waitForTimeout(300); // ms; the last interaction's frame
  const told = await page.evaluate(tell);
  await context.close();
  return { ...told, layoutShift, scripts };
}

/** Sorts the overview by several columns and filters it by name, letter by letter. */
export async function sortAndFilter(page: Page): Promise<void> {
  const sorts = page.locator("table[aria-rowcount] thead button");
  for (let nth = 0; nth < Math.min(5, await sorts.count()); nth++) {
    await sorts.nth(nth).click();
    await page.waitForTimeout(100);
  }
  await page.getByRole("searchbox", { name: "Filter by name" }).click();
  for (const key of ["4", "2", "Backspace", "9"]) {
    await page.keyboard.press(key);
    await page.waitForTimeout(100);
  }
}
