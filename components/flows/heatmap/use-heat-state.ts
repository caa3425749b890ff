"use client";

import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useTimeZone } from "use-intl";
import type { FlowHeatmapQuery } from "@/lib/reports/flow/definition";
import { VISIT_STATES } from "@/lib/reports/flow/visit-states";
import { PERIODS, type Period } from "@/lib/reports/period";
import { periodBefore } from "./period-before";

const PERIOD = parseAsStringLiteral([...PERIODS, "custom"]);
const PARSERS = {
  period: PERIOD.withDefault("30d"),
  from: parseAsString,
  to: parseAsString,
  version: parseAsInteger,
  campaign: parseAsString,
  /** What the numbers are compared with. */
  with: parseAsStringLiteral(["version", "before", "period"]),
  withVersion: parseAsInteger,
  withPeriod: PERIOD.withDefault("all"),
  withFrom: parseAsString,
  withTo: parseAsString,
  view: parseAsStringLiteral(["graph", "list"]),
  step: parseAsString,
  exit: parseAsString,
  state: parseAsStringLiteral(VISIT_STATES),
};

const isDay = (text: string | null): text is string => text !== null && /^\d{4}-\d\d-\d\d$/.test(text);

/** An address that people edited may lack a day; it then shows the usual period instead of an error. */
function periodOf(period: Period["period"], from: string | null, to: string | null): Period {
  if (period !== "custom") return { period };
  return isDay(from) && isDay(to) && from <= to ? { period, from, to } : { period: "30d" };
}

/** What the heatmap shows, kept in the address so that a link shows the same. */
export function useHeatState(flowId: string, published: number, now: number) {
  const zone = useTimeZone() ?? "UTC";
  const [state, setState] = useQueryStates(PARSERS, { history: "replace", clearOnDefault: true });
  const period = periodOf(state.period, state.from, state.to);
  const withPeriod = periodOf(state.withPeriod, state.withFrom, state.withTo);
  const version = state.version ?? published;
  const base = { flowId, ...(state.campaign ? { campaignId: state.campaign } : {}) };
  const query: FlowHeatmapQuery = { ...base, ...period, version: String(version) };
  const other = otherQuery();
  function otherQuery(): FlowHeatmapQuery | null {
    if (state.with === "version" && state.withVersion !== null)
      return { ...query, version: String(state.withVersion) };
    if (state.with === "period") return { ...base, ...withPeriod, version: String(version) };
    const before = state.with === "before" ? periodBefore(period, zone, now) : null;
    return before && { ...base, ...before, version: String(version) };
  }
  return { state, setState, period, withPeriod, version, query, other };
}

export type HeatState = ReturnType<typeof useHeatState>;
