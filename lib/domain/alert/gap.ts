import { MINUTE } from "../time";

/** Statuses within the half hour before the silence that make it an abrupt one: a campaign's own end trails off. */
export const BUSY_STATUSES = 100;
/** Registered messages without any status that show that a campaign is being sent. */
export const WAITING_MESSAGES = 20;

export type Quiet = {
  /** Milliseconds since the connection's last webhook. */
  readonly quietFor: number;
  /** Statuses of the connection in the half hour before its last webhook. */
  readonly before: number;
  /** Messages that were registered for sending a while ago, and of which nothing was heard. */
  readonly waiting: number;
};

/** Whether a connection is silent that should be heard: it stopped in the middle, or what is sent stays unheard. */
export const isSilentTooLong = ({ quietFor, before, waiting }: Quiet, minutes: number): boolean =>
  quietFor >= minutes * MINUTE && (before >= BUSY_STATUSES || waiting >= WAITING_MESSAGES);
