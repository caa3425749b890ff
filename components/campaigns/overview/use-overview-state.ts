"use client";

import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import type { OverviewQuery } from "@/lib/client/overview";
import { PERIODS } from "@/lib/reports/period";
import { firstOrder, SORTS, type Sort } from "./rows";

const PARSERS = {
  period: parseAsStringLiteral([...PERIODS, "custom"]).withDefault("30d"),
  from: parseAsString,
  to: parseAsString,
  sort: parseAsStringLiteral(SORTS).withDefault("newest"),
  order: parseAsStringLiteral(["ascending", "descending"]),
  name: parseAsString.withDefault(""),
  archived: parseAsBoolean.withDefault(false),
};

const isDay = (text: string | null): text is string => text !== null && /^\d{4}-\d\d-\d\d$/.test(text);

/** What the overview shows, kept in the address so that a link shows the same. */
export function useOverviewState() {
  const [state, setState] = useQueryStates(PARSERS, { history: "replace", clearOnDefault: true });
  const order = state.order ?? firstOrder(state.sort);
  // An address that people edited may lack a day; it then shows the usual period instead of an error.
  const isCustom =
    state.period === "custom" && isDay(state.from) && isDay(state.to) && state.from <= state.to;
  const query: OverviewQuery = {
    ...(isCustom
      ? { period: "custom" as const, from: state.from ?? "", to: state.to ?? "" }
      : { period: state.period === "custom" ? ("30d" as const) : state.period }),
    archived: state.archived ? "true" : "false",
  };
  const sortBy = (sort: Sort): void => {
    const next =
      sort === state.sort ? (order === "ascending" ? "descending" : "ascending") : firstOrder(sort);
    setState({ sort, order: next === firstOrder(sort) ? null : next });
  };
  return { state: { ...state, order }, query, setState, sortBy };
}

export type OverviewState = ReturnType<typeof useOverviewState>;
