import { defineConfig } from "@playwright/test";
import { browserLaunch } from "./support/browser";

export default defineConfig({
  testDir: "specs",
  outputDir: "results",
  // Every spec starts what it needs; two cores serve one browser and one app best.
  workers: 1,
  fullyParallel: false,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["list"], ["json", { outputFile: "../.build/playwright.json" }]],
  use: {
    launchOptions: await browserLaunch(),
    locale: "en-GB",
    timezoneId: "Europe/London",
    trace: "retain-on-failure",
  },
});
