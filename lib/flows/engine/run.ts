import type { ExitName, Outcome } from "@/lib/domain/flow/definition";
import type { FlowFacts } from "@/lib/domain/flow/facts";
import type { Leaving } from "@/lib/domain/flow/trail";
import type { EventStatus, Status } from "@/lib/domain/message/status";

/** A run that this worker has, with what its steps may ask about. Times in milliseconds since the epoch. */
export type Run = {
  readonly workspaceId: number;
  readonly id: string;
  /** Whose it is: what is written with another changes nothing. */
  readonly lease: string;
  readonly flowId: number;
  readonly version: number;
  /** Carries the flow's sending steps into the ledger; null where it never had any. */
  readonly ruleId: number | null;
  readonly campaignId: number;
  readonly messageId: string;
  readonly status: EventStatus;
  /** Other unknown words of the same message that began runs before this one; 0 for every other status. */
  readonly wordsBefore: number;
  readonly startedAt: number;
  /** Null: nothing of it was walked in the ingest. */
  readonly pathId: number | null;
  readonly stepId: string;
  readonly visit: number;
  readonly state: "ready" | "waiting";
  /** Null before the worker's first visit. */
  readonly enteredAt: number | null;
  readonly resumeAt: number | null;
  readonly attemptId: string | null;
  /** Times that a worker took it up since it last went on. */
  readonly tries: number;
  readonly results: Readonly<Record<string, string>>;
  readonly foundZone: string | null;
  /** Null: the message was removed meanwhile. */
  readonly message: RunMessage | null;
};

export type RunMessage = Omit<
  FlowFacts,
  "now" | "foundZone" | "variables" | "status" | "campaignName" | "campaignId"
> & {
  readonly campaignName: string;
  readonly registered: Readonly<Record<string, string>>;
  /** Statuses that it has by now. */
  readonly has: ReadonlySet<Status>;
  /** E.164 and BSUID, those that are known. */
  readonly people: readonly string[];
};

/** What a step brings about in the database, in the same transaction as the run goes on. */
export type Effect =
  | {
      readonly kind: "log";
      readonly logId: number;
      /** Filled columns of the step's own; null: the log's, which may ask for the two below. */
      readonly cells: readonly (readonly [string, string])[] | null;
      readonly results: Readonly<Record<string, string>>;
      readonly foundZone: string | null;
    }
  | { readonly kind: "fallback"; readonly ruleId: number | null }
  | {
      readonly kind: "suppress";
      readonly people: readonly string[];
      readonly days: number | null;
      readonly note: string | null;
    }
  | { readonly kind: "webhook"; readonly endpointId: number; readonly eventId: string; readonly data: object }
  | {
      readonly kind: "attempt";
      readonly id: string;
      readonly stepId: string;
      readonly visit: number;
      /** Of the first time that the run comes to the step; see `cycleOf`. */
      readonly firstCycle: number;
      readonly position: number;
      /** Index in CHANNELS. */
      readonly channel: number;
      readonly connectionId: number;
      readonly variables: Readonly<Record<string, string>>;
    };

/** How a step that waited or went out is left, and what it found. */
export type Left = {
  readonly leaving: Leaving;
  readonly detail?: string | null;
  readonly effects?: readonly Effect[];
  readonly results?: Readonly<Record<string, string>>;
  readonly foundZone?: string | null;
};

export type VisitRow = {
  readonly visit: number;
  readonly stepId: string;
  readonly enteredAt: number;
  readonly leftAt: number | null;
  readonly outcome: Outcome | null;
  readonly exit: ExitName | null;
  readonly detail: string | null;
  /** Whether its entering is to be counted: the path of the ingest counts its own last step. */
  readonly isNew: boolean;
};

/** Where a run stands after it went on. */
export type Position = Pick<
  Run,
  "stepId" | "visit" | "enteredAt" | "resumeAt" | "attemptId" | "results" | "foundZone"
> & {
  readonly state: "ready" | "waiting" | Outcome;
  /** Null: it has ended. */
  readonly wakeAt: number | null;
  readonly error: string | null;
};

export type Advance = {
  readonly run: Run;
  readonly visits: readonly VisitRow[];
  readonly effects: readonly Effect[];
  readonly position: Position;
};

/** What every text and condition of the run may ask for now. */
export const factsOf = (
  { status, campaignId }: Run,
  { registered, has: _, people: __, ...message }: RunMessage,
  { results, foundZone }: Pick<Position, "results" | "foundZone">,
  now: number,
): FlowFacts => ({
  ...message,
  status,
  campaignId,
  now,
  foundZone,
  variables: { ...registered, ...results },
});
