import type { Breakdown, BreakdownRow } from "./definition";
import type { BreakdownRows } from "./query";

export function shapeBreakdown({ asOf, groups }: BreakdownRows): Breakdown {
  const by = (key: "country" | "template"): BreakdownRow[] =>
    groups
      .flatMap(({ country, template, ...counters }) => {
        const name = key === "country" ? country : template;
        return name === null ? [] : [{ name, ...counters }];
      })
      .sort((a, b) => b.attempted - a.attempted || a.name.localeCompare(b.name));
  return { asOf: asOf.toISOString(), countries: by("country"), templates: by("template") };
}
