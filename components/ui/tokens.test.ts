import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { heatClass, heatStep } from "./heat";

const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8");
const pairs = new Map<string, readonly [string, string]>();
for (const [, name, light, dark] of css.matchAll(
  /--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g,
)) {
  if (name && light && dark) pairs.set(name, [light, dark]);
}

function luminance(hex: string): number {
  const channel = (start: number): number => {
    const value = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

/** WCAG 2.2 contrast ratio of two tokens in one theme (0 = light, 1 = dark). */
function contrast(front: string, back: string, theme: 0 | 1): number {
  const a = pairs.get(front)?.[theme];
  const b = pairs.get(back)?.[theme];
  if (!a || !b) throw new Error(`no token ${a ? back : front} in globals.css`);
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

const STATUSES = ["accepted", "sent", "delivered", "read", "rejected", "silent"];
const TEXT_PAIRS: readonly (readonly [string, string])[] = [
  ...["canvas", "surface", "raised", "sunken", "hover"].flatMap((back) => [
    ["ink", back] as const,
    ["ink-muted", back] as const,
  ]),
  ...["canvas", "surface", "sunken"].map((back) => ["ink-faint", back] as const),
  ["accent-fg", "accent"],
  ["accent-fg", "accent-hover"],
  ["accent-text", "accent-soft"],
  ["accent-text", "canvas"],
  ["accent-text", "surface"],
  ["danger-fg", "danger"],
  ["danger-fg", "danger-hover"],
  ["danger-text", "danger-soft"],
  ["danger-text", "surface"],
  ["warn-text", "warn-soft"],
  ["ok-text", "ok-soft"],
  ...STATUSES.flatMap((status) => [
    [`status-${status}`, `status-${status}-soft`] as const,
    [`status-${status}`, "surface"] as const,
  ]),
  ...["good", "bad"].flatMap((ramp) =>
    Array.from({ length: 10 }, (_, step) => [`heat-${ramp}-${step}-fg`, `heat-${ramp}-${step}`] as const),
  ),
];

describe("colour tokens", () => {
  test.each(TEXT_PAIRS)("%s is legible on %s (4.5:1) in both themes", (front, back) => {
    expect(contrast(front, back, 0)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(front, back, 1)).toBeGreaterThanOrEqual(4.5);
  });

  test.each([
    ["line-strong", "surface"],
    ["line-strong", "canvas"],
    ["accent", "canvas"],
    ["accent", "surface"],
  ])("%s, an edge or a focus ring, stands out from %s (3:1)", (front, back) => {
    expect(contrast(front, back, 0)).toBeGreaterThanOrEqual(3);
    expect(contrast(front, back, 1)).toBeGreaterThanOrEqual(3);
  });

  test.each(["good", "bad"])("the %s ramp gets steadily darker in light and brighter in dark", (ramp) => {
    for (let step = 1; step < 10; step++) {
      const before = pairs.get(`heat-${ramp}-${step - 1}`) ?? ["#000000", "#000000"];
      const now = pairs.get(`heat-${ramp}-${step}`) ?? ["#000000", "#000000"];
      expect(luminance(now[0])).toBeLessThan(luminance(before[0]));
      expect(luminance(now[1])).toBeGreaterThan(luminance(before[1]));
    }
  });
});

describe("heatStep", () => {
  test.each([
    [0, 0],
    [0.099, 0],
    [0.1, 1],
    [0.999, 9],
    [1, 9],
    [1.4, 9],
    [-1, 0],
    [null, null],
    [Number.NaN, null],
  ])("%s falls on step %s", (ratio, step) => {
    expect(heatStep(ratio)).toBe(step);
  });

  test("a rate that is not defined gets no colour", () => {
    expect(heatClass("good", null)).not.toContain("heat-");
    expect(heatClass("bad", 0.25)).toBe("heat-bad-2");
  });
});
