import { foldStatuses, type MessageState } from "@/lib/domain/message/fold";
import type { StatusEvent } from "@/lib/domain/message/status-event";

/** State of one message whose events were received at `receivedAt`. */
export const stateOf = (events: readonly StatusEvent[], receivedAt: number): MessageState =>
  foldStatuses(events.map((event) => ({ ...event, at: event.occurredAt ?? receivedAt })));

/** Messages by key ("id", or "id|+number" where one id has several recipients) -> folded state. */
export function statesOf(events: readonly StatusEvent[], receivedAt: number): Map<string, MessageState> {
  const byKey = groupBy(events, ({ providerMessageId, part }) =>
    part === undefined ? providerMessageId : `${providerMessageId}|+${part}`,
  );
  return new Map([...byKey].map(([key, mine]) => [key, stateOf(mine, receivedAt)]));
}

/** Object.groupBy needs Node 21. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
