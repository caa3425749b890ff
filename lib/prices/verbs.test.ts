import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { pool } from "@/lib/db/client";
import { AppError } from "@/lib/errors";
import { MAX_PRICES, PRICE_COLUMNS } from "@/lib/prices/columns";
import { exportPrices } from "@/lib/prices/export-prices";
import { importPrices } from "@/lib/prices/import-prices";
import { listPrices } from "@/lib/prices/list-prices";
import { loadExample } from "@/lib/prices/load-example";

testInstance();

const HEADER = PRICE_COLUMNS.join(",");
const csv = (...rows: readonly string[]) => [HEADER, ...rows].join("\n");
const GB = "sms,GB,twilio,0.045,USD,2026-01-01";
const US = "sms,US,*,0.0083,USD,2026-01-01";

let admin: Context;
let operator: Context;
let viewer: Context;
let stranger: Context;
beforeAll(async () => {
  const workspaceId = await testWorkspace();
  admin = (await testMember(workspaceId, "admin")).ctx;
  operator = (await testMember(workspaceId, "operator")).ctx;
  viewer = (await testMember(workspaceId, "viewer")).ctx;
  stranger = (await testMember(await testWorkspace("Other"), "admin")).ctx;
});
beforeEach(() => importPrices(admin, { csv: csv(GB, US), mode: "replace" }));

const countries = async (ctx = operator) => (await listPrices(ctx)).items.map(({ country }) => country);
const failure = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => {
      throw new Error("it was taken");
    },
    (error) => error as AppError,
  );

describe("importPrices", () => {
  test("replaces the table, or adds to it", async () => {
    const added = csv("sms,GB,twilio,0.05,USD,2026-01-01", "voice,GB,*,0.02,USD,2026-02-01T08:30:00Z");
    expect(await importPrices(admin, { csv: added, mode: "add" })).toEqual({ imported: 2, total: 3 });
    expect((await listPrices(operator)).items).toMatchObject([
      { channel: "sms", country: "GB", unitPrice: "0.05" },
      { channel: "sms", country: "US" },
      { channel: "voice", validFrom: "2026-02-01T08:30:00.000Z" },
    ]);
    expect(await importPrices(admin, { csv: csv(US), mode: "replace" })).toEqual({ imported: 1, total: 1 });
    expect(await countries()).toEqual(["US"]);
  });

  test("takes nothing of a file with a broken line, and names each problem's place", async () => {
    const broken = csv(US, "fax,GB,*,0.1,USD,2026-01-01", 'sms,GB,*,"0,1",EUR,2026-01-01', "sms,GB");
    const error = await failure(importPrices(admin, { csv: broken, mode: "replace" }));
    expect(error).toBeInstanceOf(AppError);
    expect(error.problems.map(({ path, code }) => [path, code])).toEqual([
      ["csv.3.channel", "channel"],
      ["csv.4.unit_price", "unit_price"],
      ["csv.4.currency", "currency"],
      ["csv.5", "cells"],
    ]);
    expect(await countries()).toEqual(["GB", "US"]);
  });

  test("keeps a workspace's table small", async () => {
    const rows = Array.from(
      { length: MAX_PRICES },
      (_, n) => `sms,FR,*,0.1,USD,${new Date(n * 86_400_000).toISOString().slice(0, 10)}`,
    );
    const error = await failure(importPrices(admin, { csv: csv(...rows), mode: "add" }));
    expect(error.message).toContain(`${MAX_PRICES + 2} prices`);
    expect(await countries()).toEqual(["GB", "US"]);
  });

  test("two replacements at once leave one of the two", async () => {
    await Promise.all([GB, US].map((row) => importPrices(admin, { csv: csv(row), mode: "replace" })));
    expect(await countries()).toHaveLength(1);
  });

  test("is written in the audit log, a refused file is not", async () => {
    const entries = async () =>
      (await pool().query("SELECT detail FROM audit_entry WHERE action = 'prices.imported' ORDER BY id"))
        .rows;
    const before = (await entries()).length;
    await failure(importPrices(admin, { csv: "nonsense", mode: "replace" }));
    await importPrices(admin, { csv: csv(US), mode: "replace" });
    expect((await entries()).slice(before)).toEqual([
      { detail: { source: "file", mode: "replace", imported: 1, total: 1 } },
    ]);
  });
});

describe("the shipped example", () => {
  test("is added, in the workspace's currency", async () => {
    await pool().query("UPDATE workspace SET currency = 'EUR' WHERE id = $1", [stranger.workspaceId]);
    const { imported } = await loadExample(stranger);
    const { items, currency } = await listPrices(stranger);
    expect(currency).toBe("EUR");
    expect(items).toHaveLength(imported);
    expect(new Set(items.map((price) => price.currency))).toEqual(new Set(["EUR"]));
  });
});

test("an export is read back as it was, also the one of nothing", async () => {
  for (const rows of [[GB, US], []]) {
    await importPrices(admin, { csv: csv(...rows), mode: "replace" });
    const before = await listPrices(operator);
    const response = await exportPrices(operator);
    expect(response.headers.get("content-disposition")).toContain(".csv");
    await importPrices(admin, { csv: await response.text(), mode: "replace" });
    expect(await listPrices(operator)).toEqual(before);
  }
});

test("operators read, admins change, others see nothing", async () => {
  for (const work of [
    listPrices(viewer),
    exportPrices(viewer),
    importPrices(operator, { csv: csv(US), mode: "add" }),
    loadExample(operator),
  ])
    expect((await failure(work)).code).toBe("forbidden");
  expect(await countries(stranger)).not.toContain("twilio");
  expect(await countries(stranger)).not.toEqual(await countries());
});
