import { expect, test } from "vitest";
import { type Download, shortfalls, summary } from "./result";

const copy = (rowsPerSecond: number) => ({ rowsPerSecond, rows: 1000, bytes: 1 });
const download = (seconds: number, ...copies: number[]): Download => ({
  format: "csv",
  rows: 1000,
  bytes: 5000,
  seconds,
  growth: 40_000_000,
  copies: copies.map(copy),
});

test("each download is compared with the copies beside it, and the middle of the ratios counts", () => {
  const csv = summary([download(1, 2000, 3000), download(2, 1000, 1000), download(4, 1000, 1000)]);
  expect(csv).toMatchObject({ rows: 1000, rowsPerSecond: 500, ratioToCopy: 0.4, memoryGrowthMb: 40 });
});

test("what is too slow, too large or not whole is told", () => {
  const good = summary([download(1, 1000)]);
  expect(shortfalls(good, good, 1000)).toEqual([]);
  const bad = { ...summary([download(10, 1000)]), memoryGrowthMb: 150 };
  expect(shortfalls(bad, good, 1000)).toEqual([
    expect.stringContaining("0.1 of COPY"),
    expect.stringContaining("150 MB"),
  ]);
  expect(shortfalls(good, { ...good, rows: 999 }, 1000)).toEqual(["XLSX has 999 rows instead of 1000."]);
});
