import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EXPORT_FORMATS, type ExportFormat, type ExportTable } from "@/lib/exports/definition";
import { encodeExport } from "@/lib/exports/encode";
import { TableRows } from "@/lib/exports/xlsx/table-rows";
import { workbook } from "@/lib/exports/xlsx/workbook";
import { bytesOf, readCsv, readSheet, unzip } from "@/lib/testing/read-files";

type Row = readonly [string, string, string];

const HEADERS = ["Message_To", "Description", "Provider_Message_Id"];
const table: ExportTable<Row> = {
  name: "rejected",
  columns: HEADERS.map((header, at) => ({ header, value: (row) => row[at] ?? null })),
};

const NASTY = [
  "+12025550123",
  "=1+1",
  "+1+cmd|' /C calc'!A0",
  "-2+3",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "\n=1",
  '"=1+1"',
  "  =1",
  "'=1",
  "＝1+1",
  "a;=1+1",
  "a\n=HYPERLINK(1)",
  'x"; =1',
  "007",
  "1E10",
  "12025550123456",
  "3-4",
  "131026",
  "_x000D_",
  "\u0000\u001b",
  "<t>&amp;",
  "号码不在 WhatsApp",
  "😀",
  "",
  "end\r\n",
];

const cell = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: "binary", maxLength: 30 }));
const rowsOf = fc.array(fc.tuple(cell, cell, cell), { maxLength: 12 });

async function* inPages(rows: readonly Row[], size: number): AsyncGenerator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size);
}

const write = (format: ExportFormat, rows: readonly Row[], size = 5): Promise<Buffer> =>
  bytesOf(encodeExport(format, table, inPages(rows, size)));

/** UTF-8 has no half characters. */
const wellFormed = (text: string): string => Buffer.from(text).toString();

/** A cell that a spreadsheet would calculate, read strictly: blanks and quotes in front do not count. */
const dangerous = (text: string): boolean =>
  /^[\t\r\n]/.test(text) || /^[=+\-@＝＋－＠]/.test(text.replace(/^[\s"`\u200b\ufeff]+/, ""));

/** Takes the guard off again: one apostrophe, where what follows would need one. */
const unguard = (text: string): string =>
  text.replace(/^'(?=[\t\r\n]|[\s"'`\u200b\ufeff]*[=+\-@＝＋－＠])/, "");

describe("CSV", () => {
  test("parses back to the same values, apart from the guard", async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf, async (rows) => {
        const [header, ...read] = readCsv((await write("csv", rows)).toString("utf8"));
        expect(header).toEqual(HEADERS);
        expect(read.map((row) => row.map(unguard))).toEqual(
          rows.map((row) => row.map((text) => wellFormed(text))),
        );
      }),
    );
  });

  test("no cell can act as a formula; phone numbers stay as they are", async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf, async (rows) => {
        const read = readCsv((await write("csv", rows)).toString("utf8"));
        expect(read.flat().filter((text) => dangerous(text) && !/^\+\d{6,15}$/.test(text))).toEqual([]);
      }),
    );
    expect((await write("csv", [["+12025550123", "", ""]])).toString()).toContain("\r\n+12025550123,,\r\n");
  });
});

describe("Excel-safe CSV", () => {
  test("starts with a byte order mark and has no cell that Excel calculates or rounds", async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf, async (rows) => {
        const text = (await write("csv-excel", rows)).toString("utf8");
        expect(text.charCodeAt(0)).toBe(0xfeff);
        const cells = readCsv(text.slice(1)).slice(1).flat();
        expect(cells.filter(dangerous)).toEqual([]);
        // Where the list separator is ";", Excel cuts the same line elsewhere.
        const pieces = cells.flatMap((each) => each.split(/[;\t\r\n]/).slice(1));
        expect(pieces.filter((piece) => piece !== "" && dangerous(piece))).toEqual([]);
        expect(cells.filter((each) => /^\d{12,}$|^0\d+$|^\d+[eE]\d+$/.test(each))).toEqual([]);
      }),
    );
  });

  test.each([
    ["+12025550123", '"\'+12025550123"'],
    ["131026", '"131026"'],
    ["2026-11-22 14:05:09", '"2026-11-22 14:05:09"'],
    ["00042", '"\'00042"'],
  ])("%s is written as %s", async (value, written) => {
    expect((await write("csv-excel", [[value, "", ""]])).toString("utf8")).toContain(`\r\n${written},`);
  });
});

test("JSON Lines parse back to exactly the same values", async () => {
  await fc.assert(
    fc.asyncProperty(rowsOf, async (rows) => {
      const lines = (await write("jsonl", rows)).toString("utf8").split("\n").slice(0, -1);
      const read = lines.map((line) => JSON.parse(line) as Record<string, string>);
      expect(read.map((each) => HEADERS.map((header) => each[header]))).toEqual(rows.map((row) => [...row]));
    }),
  );
});

describe("XLSX", () => {
  const expected = (rows: readonly Row[]): string[][] =>
    [HEADERS, ...rows].map((row) => row.map((text) => wellFormed(text)));

  test("parses back to exactly the same values, all of them text", async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf, async (rows) => {
        const sheet = unzip(await write("xlsx", rows)).get("xl/worksheets/sheet1.xml") ?? "";
        expect(readSheet(sheet, HEADERS.length)).toEqual(expected(rows));
      }),
    );
  });

  test("goes on in another sheet where one is full, each with its header", async () => {
    const rows = Array.from({ length: 7 }, (_, at): Row => [`+1202555010${at}`, "", `m${at}`]);
    const files = unzip(await bytesOf(workbook(table, new TableRows(table, inPages(rows, 3)), 4)));
    const sheets = [1, 2, 3].map((n) => readSheet(files.get(`xl/worksheets/sheet${n}.xml`) ?? "", 3));
    expect(sheets.map((sheet) => sheet.length)).toEqual([4, 4, 2]);
    expect(sheets.flatMap((sheet) => sheet.slice(1).map((row) => row[2]))).toEqual(rows.map((row) => row[2]));
    expect(sheets.every((sheet) => sheet[0]?.[0] === "Message_To")).toBe(true);
    const named = [...(files.get("xl/workbook.xml") ?? "").matchAll(/<sheet name="([^"]*)"/g)];
    expect(named.map(([, name]) => name)).toEqual(["rejected", "rejected 2", "rejected 3"]);
    for (const n of [1, 2, 3]) expect(files.get("[Content_Types].xml")).toContain(`sheet${n}.xml`);
  });

  test("cuts a cell where Excel would refuse the file", async () => {
    const sheet = unzip(await write("xlsx", [["x".repeat(40_000), "", ""]])).get("xl/worksheets/sheet1.xml");
    expect(readSheet(sheet ?? "", 3)[1]?.[0]).toHaveLength(32_767);
  });
});

describe.each(EXPORT_FORMATS)("%s", (format) => {
  test("a failing source breaks the stream instead of ending it", async () => {
    const failing = async function* (): AsyncGenerator<readonly Row[]> {
      yield [["a", "b", "c"]];
      throw new Error("the database went away");
    };
    await expect(bytesOf(encodeExport(format, table, failing()))).rejects.toThrow("went away");
  });

  test("a reader that leaves ends the source", async () => {
    let ended = false;
    const endless = async function* (): AsyncGenerator<readonly Row[]> {
      try {
        for (;;) yield Array.from({ length: 2000 }, (): Row => ["+12025550123", String(Math.random()), "x"]);
      } finally {
        ended = true;
      }
    };
    const chunks = encodeExport(format, table, endless());
    for (let read = 0; read < 5; read++) await chunks.next();
    await chunks.return(undefined);
    await new Promise((resolve) => setTimeout(resolve, 50)); // ms; the archive's pipeline winds down
    expect(ended).toBe(true);
  });
});
