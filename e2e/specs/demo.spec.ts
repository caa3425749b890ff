import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "@/lib/db/embedded";
import { type ServerProcess, startProcess } from "../support/server-process";
import { test as base, expect, signIn } from "../support/test";

const test = base.extend<{ readonly demo: { readonly url: string; readonly server: ServerProcess } }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
  demo: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), "reachback-demo-"));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const env = { DATABASE_URL: undefined, DATA_DIR: folder, PORT: String(port), HOST: "127.0.0.1" };
    const server = startProcess(["demo"], { ...env, PUBLIC_URL: url });
    await use({ url, server });
    await server.kill("SIGTERM");
    await rm(folder, { recursive: true, force: true });
  },
});

test("the demo runs live, is labelled, and goes by one click", async ({ demo, visitor }) => {
  test.setTimeout(180_000);
  const [, email = "", password = ""] = await demo.server.said(/E-mail\s+(\S+)\s+Password\s+(\S+)/);
  const page = await visitor(demo.url);
  await signIn(page, { email, password });
  await expect(page.getByText("This workspace holds demo data. No one was messaged.")).toBeVisible();

  await test.step("the live campaign's number rises without a reload", async () => {
    const rows = page.getByRole("row").filter({ has: page.getByRole("rowheader") });
    const attempted = async (): Promise<number> =>
      Number((await rows.first().getByRole("cell").first().textContent())?.replace(/\D/g, ""));
    await expect(rows.first()).toBeVisible();
    await expect.poll(attempted, { timeout: 60_000 }).toBeGreaterThan(0);
    const before = await attempted();
    await expect.poll(attempted, { timeout: 60_000 }).toBeGreaterThan(before);
  });

  await test.step("people whom WhatsApp missed are reached by SMS meanwhile", async () => {
    await page.goto("/fallbacks");
    const reached = page
      .getByRole("row")
      .filter({ hasText: "Autumn offer (live)" })
      .filter({ hasText: "SMS" });
    await expect(reached.filter({ hasText: "Reached" }).first()).toBeVisible({ timeout: 60_000 });
    await page.goto("/");
  });

  await test.step("one click and a yes remove it", async () => {
    await page.getByRole("button", { name: "Remove demo data" }).click();
    await page.getByRole("alertdialog").getByRole("button", { name: "Remove demo data" }).click();
    await expect(page.getByRole("alertdialog")).toBeHidden();
    await expect(page.getByText("This workspace holds demo data.")).toHaveCount(0);
    await demo.server.said(/The demo was removed\./);
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "Overview" })).toHaveCount(0);
    expect((await page.request.get("/api/health/ready")).status()).toBe(200);
  });
});
