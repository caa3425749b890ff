import { readFile } from "node:fs/promises";
import { inflateRawSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { join, MembersPage } from "../pages/members.page";
import { type Line, openLine, unique, wamid } from "../support/meta";
import { expect, test } from "../support/test";

const NUMBERS = { capped: "+447700900201", gone: "+12025550161", other: "+12025550162" } as const;

async function openRejections(instance: Parameters<typeof openLine>[0]): Promise<Line> {
  const line = await openLine(instance, "Rejections");
  await line.play([
    { id: "gone", status: "rejected", to: NUMBERS.gone, code: "131026", text: "=1+1", ago: 50 },
    { id: "other", status: "rejected", to: NUMBERS.other, code: "131026", ago: 40 },
    { id: "capped", status: "rejected", to: NUMBERS.capped, code: "131049", ago: 30 },
    { id: "fine", status: "delivered", to: "+12025550163", ago: 20 },
  ]);
  return line;
}

const list = (page: Page) => page.getByRole("table", { name: "Rejected messages, newest first" });
const listOf = (line: Line) => `/rejected?campaignId=${line.campaign.id}`;

/** Starts the download of a format and returns the file's bytes. */
async function download(page: Page, format: string): Promise<{ name: string; bytes: Buffer }> {
  await page.getByRole("button", { name: "Download" }).click();
  const started = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: format }).click();
  const file = await started;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

test("numbers with plain reasons, filtered by class in the address, and suppressed", async ({
  admin,
  instance,
}) => {
  const line = await openRejections(instance);
  await admin.goto(listOf(line));
  const rows = list(admin)
    .getByRole("row")
    .filter({ has: admin.getByRole("cell") });
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(0)).toContainText(NUMBERS.capped);
  await expect(rows.nth(0)).toContainText("Code 131049");
  await expect(rows.nth(2)).toContainText(NUMBERS.gone);

  await test.step("a class is chosen and stands in the address", async () => {
    await admin.getByRole("combobox", { name: "Reason class" }).click();
    await admin.getByRole("option", { name: "Unreachable" }).click();
    await expect(rows).toHaveCount(2);
    await expect(admin).toHaveURL(/[?&]class=unreachable/);
    await admin.reload();
    await expect(rows).toHaveCount(2);
  });

  await test.step("a ticked number goes on the suppression list", async () => {
    await admin
      .getByRole("checkbox", { name: `Select ${NUMBERS.gone}` })
      .first()
      .click();
    await expect(admin.getByText("1 selected")).toBeVisible();
    await admin.getByRole("button", { name: "Suppress", exact: true }).click();
    const dialog = admin.getByRole("dialog");
    await dialog.getByRole("button", { name: "Suppress", exact: true }).click();
    await expect(admin.getByText(/^(1|No) numbers? added/)).toBeVisible();
    await admin.goto("/rejected/suppression");
    await expect(admin.getByRole("row").filter({ hasText: NUMBERS.gone })).toContainText("Unreachable");
  });
});

test("every format holds every row, and nothing that calculates", async ({ admin, instance }) => {
  const line = await openRejections(instance);
  await admin.goto(listOf(line));
  const header = "Time,Message_From,Message_To,Status,Description,Reason_Code,Reason_Class,Campaign";

  await test.step("CSV", async () => {
    const { name, bytes } = await download(admin, "CSV For programs");
    expect(name).toMatch(/rejected.*\.csv$/);
    const lines = bytes.toString("utf8").trimEnd().split("\r\n");
    expect(lines[0]?.startsWith(header)).toBe(true);
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain(`,${NUMBERS.capped},Rejected,`);
    expect(lines[3]).toContain(wamid(line.campaign.name, "gone"));
    expect(lines[3]).toMatch(/,'=1\+1$/);
  });

  await test.step("CSV for Excel", async () => {
    const { bytes } = await download(admin, "CSV for Excel");
    const text = bytes.toString("utf8");
    expect(text.startsWith('\ufeff"Time","Message_From","Message_To"')).toBe(true);
    expect(text.trimEnd().split("\r\n")).toHaveLength(4);
    expect(text).toContain(`"'${NUMBERS.capped}"`);
    expect(text).toContain(`"'=1+1"`);
  });

  await test.step("JSON Lines", async () => {
    const { bytes } = await download(admin, "JSON Lines");
    const rows = bytes
      .toString("utf8")
      .trimEnd()
      .split("\n")
      .map((text) => JSON.parse(text));
    expect(rows.map((row) => row.Message_To)).toEqual([NUMBERS.capped, NUMBERS.other, NUMBERS.gone]);
    expect(rows[2]).toMatchObject({
      Reason_Code: "131026",
      Reason_Class: "unreachable",
      Provider_Text: "=1+1",
    });
  });

  await test.step("workbook", async () => {
    const { name, bytes } = await download(admin, "Excel workbook");
    expect(name).toMatch(/\.xlsx$/);
    const sheet = entryOf(bytes, /xl\/worksheets\/sheet\d+\.xml/);
    expect(sheet.match(/<row[ >]/g)).toHaveLength(4);
    for (const number of Object.values(NUMBERS)) expect(sheet).toContain(`>${number}<`);
    expect(sheet).not.toContain("<f>");
  });
});

/** One file of a ZIP archive, found by the central directory. */
function entryOf(zip: Buffer, name: RegExp): string {
  for (let at = zip.indexOf("PK\x01\x02"); at >= 0; at = zip.indexOf("PK\x01\x02", at + 4)) {
    const path = zip.toString("utf8", at + 46, at + 46 + zip.readUInt16LE(at + 28));
    if (!name.test(path)) continue;
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const packed = zip.subarray(start, start + zip.readUInt32LE(at + 20));
    return (zip.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed).toString("utf8");
  }
  throw new Error(`no entry ${name} in the archive`);
}

test("a viewer sees masked numbers and gets no file", async ({ admin, visitor, instance }) => {
  const line = await openRejections(instance);
  const viewer = await visitor(instance.url);
  const name = unique("Viewer");
  await join(viewer, await new MembersPage(admin).invite("Viewer"), {
    name,
    email: `${name.replace(" ", "-").toLowerCase()}@example.com`,
    password: "another long passphrase",
  });
  await viewer.goto(listOf(line));
  const rows = list(viewer)
    .getByRole("row")
    .filter({ has: viewer.getByRole("cell") });
  await expect(rows).toHaveCount(3);
  await expect(viewer.getByRole("checkbox")).toHaveCount(0);
  await expect(viewer.getByRole("button", { name: "Download" })).toHaveAttribute("aria-disabled", "true");
  for (const format of ["csv", "csv-excel", "xlsx", "jsonl"]) {
    const answer = await viewer.request.get(`/api/exports/rejected?format=${format}`);
    expect(answer.status(), format).toBe(403);
  }
  const page = await viewer.content();
  for (const number of Object.values(NUMBERS)) expect(page).not.toContain(number.slice(1));
});
