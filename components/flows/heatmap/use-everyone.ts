import { useEffect, useRef, useState } from "react";
import { findFlowPeople } from "@/lib/client/flow-heatmap";
import { MAX_BATCH } from "@/lib/fallback/manual/batch-size";
import type { FlowPeopleQuery, FlowPerson } from "@/lib/reports/flow/people-contract";

type Found = { readonly ids: ReadonlySet<string>; readonly looked: number; readonly next: string | null };

const rejectedOf = (people: readonly FlowPerson[]): string[] =>
  people.filter(({ isRejected }) => isRejected).map(({ messageId }) => messageId);

/** The rejected among everyone whom a list counts, listed or not: the rest is looked through when asked. */
export function useEveryone(
  flowId: string,
  params: FlowPeopleQuery,
  listed: readonly FlowPerson[],
  rest: string | null,
) {
  const [found, setFound] = useState<Found | null>(null);
  const [isSearching, setSearching] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const search = useRef<AbortController | null>(null);
  useEffect(() => () => search.current?.abort(), []);
  const now: Found = found ?? { ids: new Set(rejectedOf(listed)), looked: listed.length, next: rest };
  const find = async (): Promise<void> => {
    const mine = new AbortController();
    search.current = mine;
    setError(null);
    setSearching(true);
    let at = now;
    try {
      while (at.next !== null && at.ids.size < MAX_BATCH) {
        const page = await findFlowPeople(flowId, { ...params, cursor: at.next, limit: "200" }, mine.signal);
        const ids = new Set([...at.ids, ...rejectedOf(page.items)]);
        at = { ids, looked: at.looked + page.items.length, next: page.nextCursor };
        setFound(at);
      }
    } catch (cause) {
      if (!mine.signal.aborted) setError(cause);
    } finally {
      setSearching(false);
    }
  };
  return {
    ids: [...now.ids].slice(0, MAX_BATCH),
    looked: now.looked,
    isAll: now.next === null && rest !== null,
    isFull: now.next !== null && now.ids.size >= MAX_BATCH,
    isSearching,
    error,
    find: (): void => void find(),
    stop: (): void => search.current?.abort(),
    /** Who was found may have been sent to since. */
    forget: (): void => setFound(null),
  };
}
