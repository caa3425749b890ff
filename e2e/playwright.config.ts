import { defineConfig } from "@playwright/test";
import { browserLaunch } from "./support/browser";

export default defineConfig({
  testDir: "specs",
  outputDir: "results",
  // Every spec starts what it needs, so two can run at once: while one waits for time or a start, the other works.
  workers: 2,
  fullyParallel: false,
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ["json", { outputFile: "../.build/playwright.json" }]],
  use: {
    launchOptions: await browserLaunch(),
    locale: "en-GB",
    timezoneId: "Europe/London",
    trace: "retain-on-failure",
  },
});
