"use client";

import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import type { MessageListQuery } from "@/lib/client/messages";
import { QUANTITIES } from "@/lib/domain/campaign/metrics";

const PARSERS = {
  search: parseAsString.withDefault(""),
  show: parseAsStringLiteral(QUANTITIES).withDefault("attempted"),
  from: parseAsString,
  to: parseAsString,
  country: parseAsString,
  template: parseAsString,
  code: parseAsString,
};

export const NO_FILTER = {
  search: null,
  show: null,
  from: null,
  to: null,
  country: null,
  template: null,
  code: null,
};

/** Which messages the list shows, kept in the address: the numbers of the dashboards link here. */
export function useMessageFilter(campaignId: number | null) {
  const [filter, setFilter] = useQueryStates(PARSERS, { history: "replace", clearOnDefault: true });
  const { search, show, from, to, country, template, code } = filter;
  const query: MessageListQuery = {
    ...(campaignId === null ? {} : { campaignId: String(campaignId) }),
    ...(search.trim() === "" ? {} : { search: search.trim() }),
    ...(show === "attempted" ? {} : { show }),
    ...(from ? { from } : {}),
    ...(to ? { to } : {}),
    ...(country ? { country } : {}),
    ...(template ? { template } : {}),
    ...(code ? { code } : {}),
  };
  return { filter, query, setFilter };
}

export type MessageFilter = ReturnType<typeof useMessageFilter>;
