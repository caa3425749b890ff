import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./test";

/** Colours that are still changing would be measured half way. */
const untilStill = (page: Page): Promise<unknown> =>
  page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        ({ effect, playState }) =>
          playState !== "running" || effect?.getComputedTiming().iterations === Number.POSITIVE_INFINITY,
      ),
  );

/** What another theme can change; everything else is the same page. */
const COLOURS = ["color-contrast", "link-in-text-block"];

async function graveFaults(page: Page, colorScheme: "light" | "dark"): Promise<string[]> {
  await untilStill(page);
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const { violations } = await (colorScheme === "dark" ? axe.withRules(COLOURS) : axe).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary}`),
    );
}

/**
 * Nothing serious or critical by axe, in the light and in the dark theme. A fault has to last: a message that begins
 * to fade out while axe looks at it is none.
 */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expect
      .poll(() => graveFaults(page, colorScheme), {
        message: `${colorScheme} theme of ${page.url()}`,
        timeout: 15_000,
      })
      .toEqual([]);
  }
}

/** On a phone nothing stands out to the side. */
export async function expectFitsPhone(page: Page): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth), {
      message: `width of ${page.url()} on a phone`,
    })
    .toBeLessThanOrEqual(390);
  if (before) await page.setViewportSize(before);
}
