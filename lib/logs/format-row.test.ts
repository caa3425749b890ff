import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_COLUMNS, LOG_FIELDS, MAX_CELL, TIME_FORMATS } from "@/lib/logs/columns";
import { formatRow, formatTime, type RowFormat } from "@/lib/logs/format-row";
import type { LogSource } from "@/lib/logs/row";
import { wordsOf } from "@/lib/logs/words";

const source: LogSource = {
  occurredAt: Date.UTC(2026, 6, 1, 22, 30, 5),
  status: "rejected",
  rawStatus: "failed",
  errorCode: "131026",
  errorText: "Message undeliverable",
  campaignId: 1,
  campaignName: "Autumn",
  messageId: "1",
  providerMessageId: "wamid.1",
  recipient: "+12025550123",
  recipientUserId: null,
  sender: "+12025550100",
  country: "US",
  timeZone: "America/New_York",
  template: "offer",
  channel: "whatsapp",
  provider: "meta",
  connectionName: "Main",
  variables: { name: "Maria", status: "forged" },
  cells: null,
};
const format: RowFormat = {
  columns: DEFAULT_COLUMNS,
  timeZone: "Europe/Rome",
  timeFormat: "local",
  locale: "en",
};
const cellsOf = (change: Partial<LogSource>, over: Partial<RowFormat> = {}) => {
  const one = { ...source, ...change };
  const how = { ...format, ...over };
  return formatRow(one, wordsOf(one, how.locale), how).cells;
};

describe("formatRow", () => {
  test("the usual columns, with the reason in plain words", () => {
    const [time, from, to, status, description] = cellsOf({});
    expect([time, from, to, status]).toEqual([
      "2026-07-02 00:30:05",
      "+12025550100",
      "+12025550123",
      "Rejected",
    ]);
    expect(description).toMatch(/^[A-Z].*: .*\(131026\)$/);
  });

  test("speaks the log's language", () => {
    expect(cellsOf({ status: "delivered" }, { locale: "zh" }).slice(3)).toEqual([
      "已送达",
      "消息已到达收件人的手机。",
    ]);
    expect(cellsOf({}, { locale: "zh" })[3]).toBe("被拒绝");
  });

  test("columns of one's own: variables, what stands in for them, and no forging of the log's fields", () => {
    const columns = ["{{name}}", "Hi {{nobody|friend}}!", "{{nobody}}", "{{status}}"].map((value) => ({
      name: value,
      value,
    }));
    expect(cellsOf({}, { columns })).toEqual(["Maria", "Hi friend!", "", "Rejected"]);
  });

  test("every field has a value, and a zone that nobody knows has none", () => {
    const columns = LOG_FIELDS.map((field) => ({ name: field, value: `{{${field}}}` }));
    expect(cellsOf({}, { columns }).filter((cell) => cell === "")).toEqual([]);
    expect(
      cellsOf({ timeZone: "Mars/Olympus" }, { columns: [{ name: "x", value: "{{local_time}}" }] }),
    ).toEqual([""]);
  });

  test("a step's own cells stand as they are, cut to what Google takes", () => {
    const cells = [
      ["A", "=1+1"],
      ["B", "x".repeat(MAX_CELL + 10)],
    ] as const;
    const row = formatRow({ ...source, cells }, wordsOf(source, "en"), format);
    expect(row.header).toEqual(["A", "B"]);
    expect(row.cells[0]).toBe("=1+1");
    expect(row.cells[1]).toHaveLength(MAX_CELL);
  });

  test("never fails, whatever a message brings", () => {
    const text = fc.option(fc.string({ unit: "grapheme" }), { nil: null });
    fc.assert(
      fc.property(
        text,
        text,
        text,
        fc.dictionary(fc.string(), fc.string()),
        (errorCode, recipient, timeZone, variables) => {
          expect(cellsOf({ errorCode, recipient, timeZone, variables })).toHaveLength(5);
        },
      ),
    );
  });
});

test.each([
  ["local", "2026-07-02 00:30:05"],
  ["iso", "2026-07-02T00:30:05+02:00"],
  ["eu", "02/07/2026 00:30:05"],
  ["us", "07/02/2026 12:30:05 AM"],
] as const)("time as %s", (timeFormat, expected) => {
  expect(formatTime(source.occurredAt, "Europe/Rome", timeFormat)).toBe(expected);
});

test("ISO times lead back to the moment in every zone", () => {
  const zone = fc.constantFrom("UTC", "Asia/Kathmandu", "America/St_Johns", "Pacific/Chatham", "Europe/Rome");
  const moment = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) });
  fc.assert(
    fc.property(zone, moment, (timeZone, at) => {
      expect(Date.parse(formatTime(at, timeZone, "iso"))).toBe(Math.floor(at / 1000) * 1000);
    }),
  );
  expect(TIME_FORMATS).toContain("iso");
});
