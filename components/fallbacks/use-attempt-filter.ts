"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import type { AttemptQuery } from "@/lib/client/attempts";
import { ATTEMPT_STATES } from "@/lib/domain/fallback/attempt";
import { ATTEMPT_CHANNELS, ATTEMPT_PEOPLE, CAUSES } from "@/lib/fallback/attempts/choices";

const PARSERS = {
  search: parseAsString,
  state: parseAsStringLiteral(ATTEMPT_STATES),
  channel: parseAsStringLiteral(ATTEMPT_CHANNELS),
  cause: parseAsStringLiteral(CAUSES),
  campaignId: parseAsString,
  batchId: parseAsString,
  people: parseAsStringLiteral(ATTEMPT_PEOPLE),
  from: parseAsString,
  to: parseAsString,
};

/** Which attempts the list shows, kept in the address: reports and batches link here. */
export function useAttemptFilter() {
  const [filter, setFilter] = useQueryStates(PARSERS, { history: "replace" });
  const query = Object.fromEntries(
    Object.entries(filter).filter(([, value]) => value !== null && value.trim() !== ""),
  ) as AttemptQuery;
  return { filter, query, setFilter };
}

export type AttemptFilterState = ReturnType<typeof useAttemptFilter>;
