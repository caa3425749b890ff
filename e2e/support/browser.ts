import { existsSync } from "node:fs";
import { chromium } from "@playwright/test";
import sparticuz from "@sparticuz/chromium";

/**
 * Which browser to drive: Playwright's own where it was installed, else the machine's Chromium, else the one
 * that travels inside an npm package, so that the tests need no download.
 */
export async function browserLaunch(): Promise<{ executablePath?: string; args: string[] }> {
  const quiet = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
  ];
  const rootless = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  if (existsSync(chromium.executablePath())) return { args: [...quiet, ...rootless] };
  const system = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
    existsSync,
  );
  if (system) return { executablePath: system, args: [...quiet, ...rootless] };
  // The package's own switches are left out: they put all into one process, where two visitors share their
  // cookies, and turn the web's security off. It carries neither a sandbox nor a driver for a screen.
  const bare = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
  return { executablePath: await sparticuz.executablePath(), args: [...bare, ...quiet] };
}
