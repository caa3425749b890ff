import { expect, test } from "vitest";
import { figures, shortfalls } from "./result";

const told = {
  firstPaint: 100,
  shown: 200,
  layoutShift: 0,
  interactions: [],
  scripts: [
    { url: "/page.js", compressedBytes: 200_000, isFirstLoad: true },
    { url: "/chart.js", compressedBytes: 90_000, isFirstLoad: false },
  ],
};

test("times are the middle of the visits, the rest is the worst of them", () => {
  const visits = [told, { ...told, firstPaint: 900, layoutShift: 0.01, interactions: [24, 56] }, told];
  expect(figures(visits)).toEqual({
    firstPaintMs: 100,
    dataMs: 200,
    interactionMs: 56,
    layoutShift: 0.01,
    firstLoadKb: 200,
    ofBudget: 0.8,
    laterKb: 90,
  });
});

test("a page that moves or sends too much is told", () => {
  const good = figures([told]);
  expect(shortfalls({ overview: good })).toEqual([]);
  expect(shortfalls({ overview: { ...good, layoutShift: 0.2, firstLoadKb: 251 } })).toEqual([
    "overview shifts its layout by 0.2; nothing may move.",
    "overview sends 251 kB of JavaScript on its first load; the budget is 250 kB.",
  ]);
});
