import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { pool } from "@/lib/db/client";
import { provideEnv } from "@/lib/env";
import { addServiceAccount, removeAccount } from "@/lib/logs/accounts/accounts";
import { makeSpreadsheet } from "@/lib/logs/accounts/spreadsheets";
import { createLogInput } from "@/lib/logs/contract";
import type { HeldCode } from "@/lib/logs/held";
import { getLog } from "@/lib/logs/manage/list-logs";
import { resumeLog } from "@/lib/logs/manage/run-log";
import { changeLog, createLog } from "@/lib/logs/manage/save-log";
import { startLogs } from "@/lib/logs/start-logs";
import { addRows, keyFile, numbersIn, numbersOf } from "@/lib/logs/testing/sheet-log";
import { SheetsServer, type Treatment } from "@/lib/logs/testing/sheets-server";
import { LogWriter, type WriterOptions } from "@/lib/logs/writer";
import { createEndpoint, removeEndpoint } from "@/lib/webhooks-out/endpoints";

testInstance();

let google: SheetsServer;
let admin: Context;
let accountId: string;
beforeAll(async () => {
  google = await SheetsServer.listen();
  provideEnv({ GOOGLE_API_BASE: google.url, ALLOW_PRIVATE_ADDRESSES: "true" });
  admin = (await testMember(await testWorkspace(), "admin")).ctx;
  accountId = (await addServiceAccount(admin, { key: keyFile() })).id;
});
afterAll(() => google.close());

let writers: LogWriter[] = [];
const startWriter = (options: Partial<WriterOptions> = {}): LogWriter => {
  const writer = new LogWriter({
    pool: pool(),
    onError: (error) => {
      throw error;
    },
    pollMs: 5,
    accountEveryMs: 0,
    backOffMs: 1,
    ...options,
  }).start();
  writers.push(writer);
  return writer;
};
beforeEach(() => {
  google.treat = () => "ok";
  google.revoked = false;
  google.maxCells = 10_000_000;
});
afterEach(async () => {
  await Promise.all(writers.map((writer) => writer.stop()));
  writers = [];
  google.carryOutLate();
  google.spreadsheets.clear();
  await pool().query("DELETE FROM log_row; DELETE FROM status_log; DELETE FROM google_pace");
});

async function sheetLog(change: Record<string, unknown> = {}): Promise<{ workspaceId: number; id: number }> {
  const { spreadsheetId } = await makeSpreadsheet(admin, { id: Number(accountId), title: "Reports" });
  const input = { kind: "sheet", name: "Log", accountId, spreadsheet: spreadsheetId, ...change };
  const { id } = await createLog(admin, createLogInput.parse(input));
  return { workspaceId: admin.workspaceId, id: Number(id) };
}

const waiting = async (): Promise<number> =>
  (await pool().query("SELECT count(*)::int AS n FROM log_row")).rows[0].n;
const untilWritten = () => expect.poll(waiting, { timeout: 20_000, interval: 10 }).toBe(0);
const heldWhy = async (log: { id: number }): Promise<HeldCode | null> => (await getLog(admin, log)).heldWhy;
const count = (n: number, from = 1) => Array.from({ length: n }, (_, i) => from + i);
const isWrite = ({ path }: { path: string }) => path.endsWith(":batchUpdate");

describe("a sheet", () => {
  test("gets a header once and then every row, as text", async () => {
    const log = await sheetLog();
    await pool().query(
      `WITH c AS (INSERT INTO campaign (workspace_id, id, key, name) VALUES ($1, 77, 'k77', '=HYPERLINK("x")')),
       k AS (INSERT INTO connection (workspace_id, id, provider, name, key, secrets) VALUES ($1, 77, 'meta', 'Meta', 'k77', '')),
       m AS (INSERT INTO message (workspace_id, id, connection_id, provider_message_id, campaign_id, campaign_source, channel, seen_at, recipient, sender)
         VALUES ($1, 77, 77, 'wamid.1', 77, 1, 0, now(), '+12025550123', '+12025550100'))
       INSERT INTO log_row (workspace_id, log_id, campaign_id, message_id, status, raw_status, occurred_at, error_code)
       VALUES ($1, $2, 77, 77, 2, 'sent', '2026-07-01T10:00:00Z', NULL), ($1, $2, 77, 77, 5, 'failed', '2026-07-01T10:00:02Z', '131026')`,
      [log.workspaceId, log.id],
    );
    startWriter();
    await untilWritten();
    const [sheet] = google.spreadsheets.values();
    expect(sheet?.tabs.map(({ title }) => title)).toEqual(["Statuses"]);
    const [header, sent, rejected, ...rest] = sheet?.tabs[0]?.rows ?? [];
    expect(header).toEqual(["Time", "Message_From", "Message_To", "Status", "Description"]);
    expect(sent?.slice(0, 4)).toEqual(["2026-07-01 12:00:00", "+12025550100", "+12025550123", "Sent"]);
    expect(rejected?.[3]).toBe("Rejected");
    expect(rejected?.[4]).toMatch(/WhatsApp.*\(131026\)$/);
    expect(rest).toEqual([]);
    await changeLog(admin, { id: log.id, columns: [{ name: "Campaign", value: "{{campaign}}" }] });
    await pool().query(
      "INSERT INTO log_row (workspace_id, log_id, campaign_id, message_id, status, raw_status, occurred_at) VALUES ($1, $2, 77, 77, 3, 'delivered', now())",
      [log.workspaceId, log.id],
    );
    await untilWritten();
    const [after] = google.spreadsheets.values();
    expect(after?.tabs.map(({ title, rows }) => [title, rows])).toEqual([
      ["Statuses", [header, sent, rejected]],
      ["Statuses (2)", [["Campaign"], ['=HYPERLINK("x")']]],
    ]);
  });

  test("holds every row exactly once and in order, whatever goes wrong", async () => {
    const fault = fc.constantFrom<Treatment>(
      "ok",
      "drop_before",
      "drop_after",
      "late",
      { status: 429 },
      { status: 503 },
      { status: 500, done: true },
      { status: 401 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fault, { maxLength: 14 }),
        fc.integer({ min: 1, max: 3 }),
        async (faults, n) => {
          google.treat = () => "ok";
          google.spreadsheets.clear();
          await pool().query("DELETE FROM log_row; DELETE FROM status_log; DELETE FROM google_pace");
          const log = await sheetLog();
          const queue = [...faults];
          google.treat = () => queue.shift() ?? "ok";
          const both = count(n).map(() => startWriter());
          for (let chunk = 0; chunk < 4; chunk++) {
            await addRows(pool(), log, chunk * 50 + 1, 50);
            await new Promise((resolve) => setTimeout(resolve, 5));
            google.carryOutLate();
          }
          await expect
            .poll(
              async () => {
                if ((await heldWhy(log)) !== null) await resumeLog(admin, log);
                return waiting();
              },
              { timeout: 20_000, interval: 5 },
            )
            .toBe(0);
          await Promise.all(both.map((writer) => writer.stop()));
          // What Google carries out long after is refused as well.
          google.carryOutLate();
          expect(numbersOf(google)).toEqual(count(200));
        },
      ),
      { numRuns: 40 },
    );
  }, 120_000);

  test("keeps what people add and sort, and appends below", async () => {
    const log = await sheetLog();
    await addRows(pool(), log, 1, 3);
    startWriter();
    await untilWritten();
    const [sheet] = google.spreadsheets.values();
    const tab = sheet?.tabs[0];
    tab?.rows.reverse();
    tab?.rows.push(["by hand"]);
    google.treat = (call) => (isWrite(call) && google.written % 2 === 1 ? "drop_after" : "ok");
    await addRows(pool(), log, 4, 2);
    await untilWritten();
    expect([...google.spreadsheets.values()][0]?.tabs[0]?.rows.flat()).toEqual([
      "3",
      "2",
      "1",
      "No",
      "by hand",
      "4",
      "5",
    ]);
  });

  test("has a tab for each campaign, or each month", async () => {
    const log = await sheetLog({ split: "campaign" });
    await pool().query(
      `INSERT INTO campaign (workspace_id, id, key, name) VALUES ($1, 81, 'k81', 'Spring'), ($1, 82, 'k82', 'spring')`,
      [log.workspaceId],
    );
    const rows = (ids: number[]) =>
      pool().query(
        `INSERT INTO log_row (workspace_id, log_id, campaign_id, message_id, status, raw_status, occurred_at)
         SELECT $1, $2, id, 1, 2, 'sent', '2026-07-31T23:00:00Z' FROM unnest($3::int[]) AS id`,
        [log.workspaceId, log.id, ids],
      );
    await rows([81, 82, 81]);
    startWriter();
    await untilWritten();
    const tabs = () =>
      [...google.spreadsheets.values()][0]?.tabs.map(({ title, rows: all }) => [title, all.length - 1]);
    expect(tabs()).toEqual([
      ["Spring", 2],
      ["spring (2)", 1],
    ]);
    await changeLog(admin, { id: log.id, split: "month" });
    await rows([81]);
    await untilWritten();
    expect(tabs()).toEqual([
      ["Spring", 2],
      ["spring (2)", 1],
      ["2026-08", 1],
    ]);
  });

  test("is followed by another before it is full", async () => {
    const log = await sheetLog();
    await addRows(pool(), log, 1, 10);
    startWriter();
    await untilWritten();
    await pool().query("UPDATE status_log SET progress = jsonb_set(progress, '{cells}', '9499995')");
    await addRows(pool(), log, 11, 10);
    await untilWritten();
    expect([...google.spreadsheets.values()].map((sheet) => [sheet.title, numbersIn(sheet)])).toEqual([
      ["Reports", count(10)],
      ["Reports (2)", count(10, 11)],
    ]);
    expect((await getLog(admin, log)).spreadsheet?.title).toBe("Reports (2)");
  });
});

describe("a log is held, its rows wait, and it goes on", () => {
  const cases: {
    code: HeldCode;
    breaks(log: { id: number }): void;
    mends(log: { id: number }): unknown;
  }[] = [
    {
      code: "revoked",
      breaks: () => {
        google.revoked = true;
        google.forgetTokens();
      },
      mends: async (log) => {
        google.revoked = false;
        await addServiceAccount(admin, { key: keyFile() });
        expect(await heldWhy(log), "it goes on by itself").toBeNull();
      },
    },
    {
      code: "no_right",
      breaks: () => {
        google.treat = (call) => (isWrite(call) ? { status: 403 } : "ok");
      },
      mends: () => {
        google.treat = () => "ok";
      },
    },
    {
      code: "api_disabled",
      breaks: () => {
        google.treat = () => ({ status: 403, reason: "SERVICE_DISABLED" });
      },
      mends: () => {
        google.treat = () => "ok";
      },
    },
    {
      code: "sheet_deleted",
      breaks: () => google.spreadsheets.clear(),
      mends: async (log) => {
        const made = await makeSpreadsheet(admin, { id: Number(accountId), title: "Again" });
        await changeLog(admin, { id: log.id, spreadsheet: made.url });
      },
    },
    {
      code: "tab_deleted",
      breaks: () => {
        const [sheet] = google.spreadsheets.values();
        sheet?.tabs.splice(0, 1, { sheetId: 5, title: "Mine", rows: [["x"]], rowCount: 10, columnCount: 2 });
      },
      mends: () => undefined,
    },
    {
      code: "quota",
      breaks: () => {
        google.treat = (call) => (isWrite(call) ? { status: 429 } : "ok");
      },
      mends: () => {
        google.treat = () => "ok";
      },
    },
    {
      code: "unreachable",
      breaks: () => {
        google.treat = () => "drop_before";
      },
      mends: () => {
        google.treat = () => "ok";
      },
    },
    {
      code: "refused",
      breaks: () => {
        google.treat = (call) => (isWrite(call) ? { status: 400 } : "ok");
      },
      mends: () => {
        google.treat = () => "ok";
      },
    },
  ];

  test.each(cases)("$code", async ({ code, breaks, mends }) => {
    const told: (HeldCode | null)[] = [];
    const log = await sheetLog();
    await addRows(pool(), log, 1, 5);
    startWriter({
      onState: async (_log, held) => {
        told.push(held);
      },
    });
    await untilWritten();
    breaks(log);
    await addRows(pool(), log, 6, 5);
    await expect.poll(() => heldWhy(log), { timeout: 10_000 }).toBe(code);
    expect(await waiting()).toBe(5);
    await mends(log);
    await resumeLog(admin, log);
    await untilWritten();
    expect(await heldWhy(log)).toBeNull();
    const before = ["sheet_deleted", "tab_deleted"].includes(code) ? [] : count(5);
    expect(numbersOf(google).filter((n) => !Number.isNaN(n))).toEqual([...before, ...count(5, 6)]);
    expect(told[0]).toBe(code);
  });

  test("account_removed", async () => {
    const other = await addServiceAccount(admin, { key: keyFile("other@project.iam.gserviceaccount.com") });
    const log = await sheetLog({ accountId: other.id });
    await removeAccount(admin, { id: Number(other.id) });
    await addRows(pool(), log, 1, 2);
    startWriter();
    await expect.poll(() => heldWhy(log)).toBe("account_removed");
    await changeLog(admin, { id: log.id, accountId: Number(accountId) });
    await untilWritten();
    expect(numbersOf(google)).toEqual(count(2));
  });

  test("one log's trouble holds up no other", async () => {
    const [bad, good] = [await sheetLog(), await sheetLog()];
    const [first] = google.spreadsheets.keys();
    google.treat = ({ path }) => (path.includes(first ?? "") ? { status: 403 } : "ok");
    await addRows(pool(), bad, 1, 3);
    await addRows(pool(), good, 1, 3);
    startWriter();
    await expect.poll(waiting).toBe(3);
    expect(await heldWhy(bad)).toBe("no_right");
    expect(await heldWhy(good)).toBeNull();
  });
});

test("Google's word on how long to wait is kept", async () => {
  const log = await sheetLog();
  await addRows(pool(), log, 1, 3);
  let refusedAt = 0;
  google.treat = (call) => {
    if (!isWrite(call) || refusedAt > 0) return "ok";
    refusedAt = call.at;
    return { status: 429, retryAfter: 1 };
  };
  startWriter();
  await untilWritten();
  const last = google.calls.filter(isWrite).at(-1);
  expect((last?.at ?? 0) - refusedAt).toBeGreaterThanOrEqual(950);
});

test("an account's pace is one for all its logs and all writers", async () => {
  const logs = [await sheetLog(), await sheetLog(), await sheetLog()];
  google.calls.length = 0;
  const writers = count(2).map(() => startWriter({ accountEveryMs: 100 }));
  const until = Date.now() + 1500;
  for (let n = 1; Date.now() < until; n++) {
    for (const log of logs) await addRows(pool(), log, n, 1);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await Promise.all(writers.map((writer) => writer.stop()));
  const times = google.calls.filter(isWrite).map(({ at }) => at);
  expect(times.length).toBeGreaterThan(5);
  expect(times.length).toBeLessThanOrEqual(18);
});

test("a log behind an outgoing webhook hands each row over once, and waits while there is none", async () => {
  const endpoint = await createEndpoint(admin, {
    name: "Hook",
    url: "https://example.com/hook",
    events: ["alert"],
  });
  const input = { kind: "webhook", name: "Hooked", endpointId: endpoint.id, timeZone: "UTC" };
  const log = {
    workspaceId: admin.workspaceId,
    id: Number((await createLog(admin, createLogInput.parse(input))).id),
  };
  await addRows(pool(), log, 1, 3);
  const writer = startWriter();
  await untilWritten();
  const told = async () =>
    (
      await pool().query(
        "SELECT data -> 'columns' -> 0 ->> 'value' AS no FROM webhook_delivery WHERE type = 'log.row' ORDER BY id",
      )
    ).rows.map(({ no }) => Number(no));
  expect(await told()).toEqual(count(3));
  await removeEndpoint(admin, { id: Number(endpoint.id) });
  await addRows(pool(), log, 4, 2);
  await expect.poll(() => heldWhy(log)).toBe("endpoint_gone");
  expect(await waiting()).toBe(2);
  const other = await createEndpoint(admin, {
    name: "Other",
    url: "https://example.com/2",
    events: ["alert"],
  });
  await changeLog(admin, { id: log.id, endpointId: Number(other.id) });
  await untilWritten();
  await writer.stop();
  expect((await told()).slice(-2)).toEqual([4, 5]);
});

test("a held log has an open alert until somebody lets it go on", async () => {
  const log = await sheetLog();
  google.treat = () => ({ status: 403 });
  await addRows(pool(), log, 1, 1);
  const logs = startLogs(pool(), () => {});
  const open = async () =>
    (
      await pool().query(
        "SELECT params ->> 'why' AS why FROM alert WHERE kind = 'sheet_stuck' AND resolved_at IS NULL AND key = $1",
        [String(log.id)],
      )
    ).rows.map(({ why }) => why);
  await expect.poll(open).toEqual(["no_right"]);
  google.treat = () => "ok";
  await resumeLog(admin, log);
  expect(await open()).toEqual([]);
  await untilWritten();
  await logs.stop();
});
