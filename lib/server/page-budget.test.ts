import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { budgetProblems, firstLoads } from "@/lib/server/page-budget.mjs";

const FILES: Readonly<Record<string, Buffer>> = {
  shared: randomBytes(100_000),
  large: randomBytes(60_000),
  repeats: Buffer.alloc(500_000, "abc"),
  editor: Buffer.from('className:"react-flow__viewport"'),
};
const read = (file: string): Buffer => FILES[file] ?? Buffer.alloc(0);
const page = (route: string, ...firstLoadChunkPaths: string[]) => ({ route, firstLoadChunkPaths });

test("pages are weighed as they are sent, compressed, the largest first", () => {
  const [first, second] = firstLoads([page("/", "shared", "repeats"), page("/b", "shared", "large")], read);
  expect(first?.route).toBe("/b");
  expect(second?.bytes).toBeGreaterThan(100_000);
  expect(second?.bytes).toBeLessThan(105_000);
});

test("a page over the budget is named with its size and the budget", () => {
  expect(budgetProblems([page("/", "shared", "large"), page("/b", "shared")], read, 150_000)).toEqual([
    expect.stringMatching(/^\/ sends 160 kB .* the most is 150 kB/),
  ]);
});

test("the editor's library stays on the pages of a flow", () => {
  const routes = [
    page("/flows/[id]/edit", "editor"),
    page("/flows/[id]", "editor"),
    page("/flows", "editor"),
  ];
  expect(budgetProblems(routes, read)).toEqual([expect.stringMatching(/^\/flows sends @xyflow\/react/)]);
});
