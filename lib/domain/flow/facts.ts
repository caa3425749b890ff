import type { Channel, EventStatus } from "../message/status";
import type { ReasonClass } from "../reason/classes";

/**
 * What is known of the status event that a run belongs to, and of its message. Undefined: not known at this
 * place (the ingest does not read registered variables); a step that asks for it is left to the worker.
 */
export type FlowFacts = {
  readonly status: EventStatus;
  /** The provider's own word. */
  readonly word: string;
  /** Of rejections; null for every other status. */
  readonly reasonClass: ReasonClass | null | undefined;
  readonly reasonCode: string | null;
  /** The provider's sentence about the rejection. */
  readonly reasonText: string | null;
  /** ISO 3166 alpha-2. */
  readonly country: string | null;
  readonly template: string | null;
  readonly campaignId: number;
  readonly campaignName: string | undefined;
  readonly channel: Channel;
  /** The provider's id of the message. */
  readonly messageId: string;
  /** E.164, or the BSUID of a person who hides the number. */
  readonly recipient: string | null;
  readonly sender: string | null;
  /** Time of the event, milliseconds since the epoch. */
  readonly occurredAt: number;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** IANA zone, registered or from the number. */
  readonly timeZone: string | null;
  /** What a step has found out about the zone in this run ("UTC" after a failure); null: nothing. */
  readonly foundZone: string | null;
  /** Registered with the message, and the results of the run's HTTP steps over them. */
  readonly variables: Readonly<Record<string, string>> | undefined;
};

/** The zone of the recipient's clocks in this run; where none is known, UTC's. */
export const zoneOf = ({ foundZone, timeZone }: Pick<FlowFacts, "foundZone" | "timeZone">): string =>
  foundZone ?? timeZone ?? "UTC";
