import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { encodeExport } from "@/lib/exports/encode";
import { bytesOf } from "@/lib/testing/read-files";
import { countMarks, csvRows, xlsxRows } from "./count-rows";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "reachback-count-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("a mark that two pieces share is counted once", async () => {
  for (const pieces of [["a\r\nb\r\n"], ["a\r", "\nb\r\n"], ["a\r\n", "b\r", "\n"], ["a", "\r\nb\r\n", ""]])
    expect(await countMarks(Readable.from(pieces.map((each) => Buffer.from(each))), "\r\n")).toBe(2);
});

test.each([
  ["csv", csvRows],
  ["xlsx", xlsxRows],
] as const)("rows of %s are counted without the header", async (format, count) => {
  const table = { name: "rows", columns: [{ header: "Number", value: (n: number) => String(n) }] };
  const pages = Readable.from([Array.from({ length: 5000 }, (_, n) => n), [1, 2, 3]]) as AsyncIterable<
    number[]
  >;
  const file = path.join(folder, `rows.${format}`);
  await writeFile(file, await bytesOf(encodeExport(format, table, pages)));
  expect(await count(file)).toBe(5003);
});
