import { defineConfig } from "@playwright/test";
import { browserLaunch } from "./support/browser";

export default defineConfig({
  testDir: "specs",
  outputDir: "results",
  // One browser, one app and one database keep two cores busy: two specs at once took longer than one by one.
  workers: 1,
  fullyParallel: false,
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ["json", { outputFile: "../.build/playwright.json" }]],
  use: {
    launchOptions: await browserLaunch(),
    locale: "en-GB",
    timezoneId: "Europe/London",
    // Recording every step costs about a quarter of a run; TRACE=1 shows what led to a failure.
    trace: process.env.TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
  },
});
