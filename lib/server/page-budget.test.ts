import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { budgetProblems, firstLoads } from "@/lib/server/page-budget.mjs";

const FILES: Readonly<Record<string, Buffer>> = {
  "shared.br": randomBytes(100_000),
  "large.br": randomBytes(60_000),
  large: Buffer.alloc(500_000),
  editor: Buffer.from('className:"react-flow__viewport"'),
  contract: Buffer.from('e.$constructor("$ZodType",t)'),
};
const read = (file: string): Buffer => FILES[file] ?? Buffer.alloc(0);
const page = (route: string, ...firstLoadChunkPaths: string[]) => ({ route, firstLoadChunkPaths });

test("pages are weighed as they are sent, compressed, the largest first", () => {
  expect(firstLoads([page("/", "shared"), page("/b", "shared", "large")], read)).toEqual([
    { route: "/b", bytes: 160_000 },
    { route: "/", bytes: 100_000 },
  ]);
});

test("a page over the budget is named with its size and the budget", () => {
  expect(budgetProblems([page("/", "shared", "large"), page("/b", "shared")], read, 150_000)).toEqual([
    expect.stringMatching(/^\/ sends 160 kB .* the most is 150 kB/),
  ]);
});

test("the canvas of flows and the contracts' library come after the page", () => {
  const routes = [page("/flows", "shared"), page("/flows/[id]", "editor"), page("/rejected", "contract")];
  expect(budgetProblems(routes, read)).toEqual([
    expect.stringMatching(/^\/flows\/\[id\] sends @xyflow\/react/),
    expect.stringMatching(/^\/rejected sends zod/),
  ]);
});
