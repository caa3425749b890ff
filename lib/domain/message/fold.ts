import type { EventStatus, Status } from "./status";

/** What the fold needs of a status event; times in milliseconds since the epoch. */
export type FoldInput = {
  readonly status: EventStatus;
  readonly rawStatus: string;
  /** The provider's clock where it gave one, else ours. */
  readonly at: number;
  readonly errorCode?: string | undefined;
};

/** First occurrence of each stage, and what follows from it. */
export type MessageState = {
  readonly status: EventStatus;
  readonly acceptedAt: number | null;
  readonly sentAt: number | null;
  readonly deliveredAt: number | null;
  readonly readAt: number | null;
  readonly rejectedAt: number | null;
  /** Code of the earliest rejection; of several at the same time the first in code order. */
  readonly errorCode: string | null;
  /** Words that no adapter knows, each once, in code order. */
  readonly unknownWords: readonly string[];
};

/**
 * The state of a message: the same for every order, repetition and delay of its events. Evidence of
 * delivery outranks a rejection (phones report late), so nothing moves a message back from delivered.
 * The ingest's SQL does the same in the database; a test compares the two.
 */
export function foldStatuses(events: readonly FoldInput[]): MessageState {
  const first = new Map<Status, number>();
  const unknownWords = new Set<string>();
  let errorCode: string | null = null;
  for (const event of events) {
    if (event.status === "unknown") {
      unknownWords.add(event.rawStatus);
      continue;
    }
    const known = first.get(event.status);
    if (event.status === "rejected") errorCode = earlierCode(errorCode, known, event);
    if (known === undefined || event.at < known) first.set(event.status, event.at);
  }
  return {
    status: statusOf(first),
    acceptedAt: first.get("accepted") ?? null,
    sentAt: first.get("sent") ?? null,
    deliveredAt: first.get("delivered") ?? null,
    readAt: first.get("read") ?? null,
    rejectedAt: first.get("rejected") ?? null,
    errorCode,
    unknownWords: [...unknownWords].sort(),
  };
}

function earlierCode(kept: string | null, keptAt: number | undefined, event: FoldInput): string | null {
  const code = event.errorCode ?? null;
  if (keptAt === undefined || event.at < keptAt) return code;
  if (event.at > keptAt || code === null) return kept;
  return kept === null || code < kept ? code : kept;
}

/** read > delivered > rejected > sent > accepted; `unknown` while no stage is reached. */
function statusOf(first: ReadonlyMap<Status, number>): EventStatus {
  for (const status of ["read", "delivered", "rejected", "sent", "accepted"] as const) {
    if (first.has(status)) return status;
  }
  return "unknown";
}
