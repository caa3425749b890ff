"use client";

import type { Query } from "@tanstack/react-query";
import { useRef } from "react";
import { nextPace, type Pace } from "./polling";

type Polling = {
  readonly refetchInterval: (query: Pick<Query, "state">) => number;
  readonly refetchIntervalInBackground: false;
};

/**
 * Options for `useQuery`: polls every 2 s while the data changes, backs off to 30 s while it doesn't, and
 * rests in hidden tabs.
 * @param changeKey - what counts as a change; a primitive. Default: any difference in the data, so name the
 *   part that matters when the answer carries the time at which it was made.
 */
export function useLivePolling<Data>(changeKey?: (data: Data) => unknown): Polling {
  const pace = useRef<Pace | null>(null);
  return {
    refetchInterval: ({ state }) => {
      const data = state.data as Data | undefined;
      // Unchanged data keeps its identity: TanStack Query shares structure between answers.
      const key = data !== undefined && changeKey ? changeKey(data) : data;
      pace.current = nextPace(pace.current, state.dataUpdateCount + state.errorUpdateCount, key);
      return pace.current.interval;
    },
    refetchIntervalInBackground: false,
  };
}
