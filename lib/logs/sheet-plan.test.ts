import { describe, expect, test } from "vitest";
import { type Ground, type PlannedRow, planBatch, ROWS_IN_TAB } from "@/lib/logs/sheet-plan";

const ground: Ground = {
  tabs: {},
  spare: null,
  meant: {},
  titles: ["Sheet1"],
  mark: { id: 7, value: "1.1.1", drop: null },
};
const row = (change: Partial<PlannedRow> = {}): PlannedRow => ({
  header: ["Time"],
  cells: ["=now()"],
  group: "",
  tab: "Statuses",
  ...change,
});
let next = 100;
const newId = () => ++next;
const kinds = (plan: { requests: readonly object[] }) =>
  plan.requests.map((request) => Object.keys(request)[0]);

describe("planBatch", () => {
  test("makes a tab, writes its header once, and marks every batch", () => {
    const first = planBatch([row(), row()], ground, newId);
    expect(kinds(first)).toEqual(["addSheet", "updateCells", "appendCells", "createDeveloperMetadata"]);
    const second = planBatch([row()], { ...ground, tabs: first.tabs }, newId);
    expect(kinds(second)).toEqual(["appendCells", "createDeveloperMetadata"]);
    expect(Object.values(second.tabs).map(({ rows }) => rows)).toEqual([3]);
  });

  test("writes text, also where it looks like a formula", () => {
    expect(JSON.stringify(planBatch([row()], ground, newId).requests)).toContain(
      '{"userEnteredValue":{"stringValue":"=now()"}}',
    );
    expect(JSON.stringify(planBatch([row()], ground, newId).requests)).not.toContain("formulaValue");
  });

  test("drops the mark of long ago", () => {
    const plan = planBatch([row()], { ...ground, mark: { id: 7, value: "1.1.101", drop: "1.1.1" } }, newId);
    expect(kinds(plan).at(-1)).toBe("deleteDeveloperMetadata");
  });

  test("a tab that is full has a successor with another id", () => {
    const first = planBatch([row()], ground, newId);
    const full = Object.fromEntries(
      Object.entries(first.tabs).map(([key, tab]) => [key, { ...tab, rows: ROWS_IN_TAB }]),
    );
    const plan = planBatch([row()], { ...ground, tabs: full, meant: full, titles: ["Statuses"] }, newId);
    const [before] = Object.values(full);
    const [after] = Object.values(plan.tabs);
    expect(after).toMatchObject({ title: "Statuses (2)", rows: 1 });
    expect(after?.sheetId).not.toBe(before?.sheetId);
  });

  test("a second try of a batch makes the same tabs, so that only one of both can", () => {
    const first = planBatch([row(), row({ group: "c2", tab: "Spring" })], ground, newId);
    const again = planBatch(
      [row(), row({ group: "c2", tab: "Spring" })],
      { ...ground, meant: first.tabs },
      newId,
    );
    expect(again.tabs).toEqual(first.tabs);
  });

  test("rows under another header have a tab of their own", () => {
    const plan = planBatch([row(), row({ header: ["No"], cells: ["1"] })], ground, newId);
    expect(Object.values(plan.tabs).map(({ title }) => title)).toEqual(["Statuses", "Statuses (2)"]);
  });

  test("a spare tab is renamed, and gets the log's header", () => {
    const spare = { sheetId: 5, title: "Statuses", header: ["Time"] };
    expect(kinds(planBatch([row()], { ...ground, spare, titles: ["Statuses"] }, newId))[0]).toBe(
      "updateSheetProperties",
    );
    const other = planBatch([row({ header: ["No"] })], { ...ground, spare, titles: ["Statuses"] }, newId);
    expect(kinds(other).slice(0, 2)).toEqual(["updateSheetProperties", "updateCells"]);
    expect(other.tabs[Object.keys(other.tabs)[0] ?? ""]).toMatchObject({ sheetId: 5, title: "Statuses" });
  });
});
