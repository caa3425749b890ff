/** Milliseconds back to which a campaign is judged by its share of failures. */
export const BREAKER_WINDOW = 10 * 60_000;

/** Below these numbers a share says nothing. */
const MIN_ENDED = 20;
const MIN_MESSAGES = 50;
/** Shares above these are unusual, whatever the campaign: something is wrong that sending more won't mend. */
const MAX_FAILED_SHARE = 0.5;
const MAX_REJECTED_SHARE = 0.6;

export const STOP_CODES = ["sender_fault", "attempts_failed", "messages_rejected"] as const;

/** Why the breaker stopped a campaign. */
export type Stop =
  /** Detail: the provider's code of the rejection; "" where it gave none. */
  | { readonly code: "sender_fault"; readonly detail: string }
  /** Detail: how many of how many, as "12/20". */
  | { readonly code: "attempts_failed" | "messages_rejected"; readonly detail: string };

/** What happened in the window; all counts are of one campaign. */
export type BreakerCounts = {
  /** Attempts that ended delivered or failed. */
  readonly ended: number;
  /** Of these, refused, never sent or not delivered. People who don't pick up a call are no failure of the channel. */
  readonly failed: number;
  readonly messages: number;
  readonly rejected: number;
};

/** The reason to stop automatic fallbacks, or null while the shares are usual. */
export function unusualShare({ ended, failed, messages, rejected }: BreakerCounts): Stop | null {
  if (ended >= MIN_ENDED && failed / ended > MAX_FAILED_SHARE)
    return { code: "attempts_failed", detail: `${failed}/${ended}` };
  if (messages >= MIN_MESSAGES && rejected / messages > MAX_REJECTED_SHARE)
    return { code: "messages_rejected", detail: `${rejected}/${messages}` };
  return null;
}

/** As it is kept with the campaign: "sender_fault:131042". */
export const formatStop = ({ code, detail }: Stop): string => `${code}:${detail}`;

/** Null for text that `formatStop` has not written. */
export function parseStop(text: string): Stop | null {
  const colon = text.indexOf(":");
  const code = STOP_CODES.find((known) => known === text.slice(0, colon));
  return colon > 0 && code ? { code, detail: text.slice(colon + 1) } : null;
}
