import { DAY, HOUR, MINUTE, SECOND } from "../time";

/** Pauses between tries; the last try is a little over a day after the first. */
const PAUSES = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR] as const;

/** Tries of one delivery, the first included. */
export const MAX_TRIES = PAUSES.length + 1;

/** An endpoint can't put us off for longer: the log would outlive its use. */
const LONGEST_WAIT = DAY;

/** What came back for one request. */
export type Answer =
  | { readonly kind: "answered"; readonly status: number; readonly retryAfter: number | null }
  /** No answer: refused, reset, not in time, an address that must not be reached. */
  | { readonly kind: "none" };

export type Verdict =
  | { readonly kind: "delivered" }
  /** Try again at this moment (ms since the epoch). `hold`: no other request to this endpoint before it. */
  | { readonly kind: "retry"; readonly at: number; readonly hold: boolean }
  /** Given up. `gone`: the endpoint says that it wants nothing any more. */
  | { readonly kind: "failed"; readonly gone: boolean };

/**
 * What becomes of a delivery. Only 2xx counts as delivered: a redirect is not followed, because a signature
 * that is sent on to somebody else is worth nothing.
 * @param tries - requests so far, this one included
 * @param spread - from 0 to 1; moves the next try by up to a tenth, so that a thousand of them do not come at once
 */
export function judge(answer: Answer, tries: number, now: number, spread: number): Verdict {
  const status = answer.kind === "answered" ? answer.status : null;
  if (status !== null && status >= 200 && status < 300) return { kind: "delivered" };
  if (status === 410) return { kind: "failed", gone: true };
  const pause = PAUSES[tries - 1];
  if (pause === undefined) return { kind: "failed", gone: false };
  const asked = answer.kind === "answered" ? answer.retryAfter : null;
  const wait = Math.max(pause * (1 + spread / 10), Math.min(asked ?? 0, LONGEST_WAIT));
  return { kind: "retry", at: now + Math.round(wait), hold: asked !== null && asked > 0 };
}

/**
 * Retry-After in milliseconds from now: whole seconds or a date; null where it is missing or neither.
 * Source: RFC 9110, section 10.2.3.
 */
export function retryAfterOf(header: string | null, now: number): number | null {
  if (header === null) return null;
  const text = header.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * SECOND;
  const date = /^[A-Z][a-z]{2}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
