import type { Channel, EventStatus } from "@/lib/domain/message/status";

/** A row that waits, with what its columns may name. Null where nobody said, or the message is gone by now. */
export type LogSource = {
  readonly occurredAt: number;
  readonly status: EventStatus;
  readonly rawStatus: string;
  readonly errorCode: string | null;
  readonly errorText: string | null;
  readonly campaignId: number;
  readonly campaignName: string;
  readonly messageId: string;
  readonly providerMessageId: string | null;
  readonly recipient: string | null;
  readonly recipientUserId: string | null;
  readonly sender: string | null;
  readonly country: string | null;
  readonly timeZone: string | null;
  readonly template: string | null;
  readonly channel: Channel;
  readonly provider: string;
  readonly connectionName: string | null;
  readonly variables: Readonly<Record<string, string>>;
  /** Filled columns of the step's own; null: the log's. */
  readonly cells: readonly (readonly [name: string, value: string])[] | null;
};

export type WaitingRow = LogSource & { readonly id: string; readonly rewrite: number | null };
