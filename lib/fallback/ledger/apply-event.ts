import type { ClientBase, Pool } from "pg";
import { inTransaction, withRetry } from "@/lib/db/in-transaction";
import {
  type Attempt,
  type AttemptEvent,
  isCharged,
  isFinal,
  transition,
} from "@/lib/domain/fallback/attempt";
import { reportedMicros } from "@/lib/domain/fallback/price";
import { stepAfter } from "@/lib/domain/fallback/rule";
import type { Price } from "@/lib/domain/message/status-event";
import { HOUR, MINUTE } from "@/lib/domain/time";
import {
  cancelOthers,
  correctSpend,
  type Learned,
  type LockedAttempt,
  lockAttempt,
  logAttempt,
  planNext,
  writeAttempt,
} from "@/lib/fallback/ledger/store";
import { senderOf } from "@/lib/providers/senders";

/** Milliseconds before the first retry of what never left; doubled with each, at most an hour. */
const FIRST_RETRY = 2000;
const LONGEST_RETRY = HOUR;

/** Milliseconds from the end of an attempt until a provider that tells its price later is asked for it. */
export const FIRST_PRICE_AFTER = 2 * MINUTE;

export type Happening = {
  readonly event: AttemptEvent;
  readonly learned?: Learned;
  /** What the provider charged; in another currency it stays an entry of the timeline, for amounts are never converted. */
  readonly price?: Price;
  /** For the timeline: what kind of entry, and its text, redacted. */
  readonly log: { readonly kind: string; readonly detail: string | null };
  /** Seconds that the provider asks to wait before a retry. */
  readonly retryAfter?: number;
};

/**
 * Moves an attempt by the ledger's one rule, in a transaction that locks its row: the state, the account,
 * the timeline and the next step change together. Locks are taken in the order of a claim, attempts before the
 * account; where two wait for each other nevertheless, it is done once more.
 * @returns the attempt as it is now; null when the workspace has none of that id.
 */
export function applyEvent(
  pool: Pool,
  workspaceId: number,
  attemptId: string,
  happening: Happening,
  now: number,
): Promise<Attempt | null> {
  const apply = async (client: ClientBase) => {
    const attempt = await lockAttempt(client, workspaceId, attemptId);
    if (!attempt) return null;
    const next = transition(attempt, happening.event);
    await logAttempt(client, workspaceId, attemptId, happening.log.kind, happening.log.detail);
    const learned = { ...happening.learned, ...chargedIn(attempt.currency, happening.price) };
    await writeAttempt(client, workspaceId, attemptId, next ?? attempt, learned, {
      dueAt: next?.state === "planned" ? retryAt(next, happening.retryAfter, now) : undefined,
      nextAt: next ? nextStepAt(attempt, next, now) : undefined,
      priceAt: askForPriceAt(attempt, next, happening.price, now),
    });
    if (next?.state === "delivered") await cancelOthers(client, workspaceId, attempt);
    if (next?.state === "failed") await planNextStep(client, workspaceId, attemptId, attempt, now);
    await account(client, workspaceId, attemptId, attempt, next, learned);
    return next ?? attempt;
  };
  return withRetry(() => inTransaction(pool, apply));
}

function chargedIn(currency: string, price: Price | undefined): Pick<Learned, "priceMicros"> {
  const micros = price?.currency === currency ? reportedMicros(price.amount) : null;
  return micros === null ? {} : { priceMicros: micros };
}

function retryAt({ tries }: Attempt, retryAfter: number | undefined, now: number): number {
  const pause = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** Math.max(0, tries - 1));
  return now + Math.max(pause, (retryAfter ?? 0) * 1000);
}

/**
 * A step that is underway (or lost) leaves its person to the next one after the wait; an ended one at once. What
 * was held for unsent and turns out to be underway counts from now on: its time was taken away with its plan.
 */
function nextStepAt(attempt: LockedAttempt, next: Attempt, now: number): number | null | undefined {
  const following = stepAfter(attempt.rule, attempt.position, attempt.cause);
  if (next.state !== "accepted" && next.state !== "unknown") return null;
  const begins = attempt.state === "dispatching" || attempt.state === "planned";
  return following && begins ? now + following.waitMinutes * MINUTE : undefined;
}

/** What has ended and was paid for; where the price is told, or nothing was charged, nobody asks any more. */
function askForPriceAt(
  attempt: LockedAttempt,
  next: Attempt | null,
  price: Price | undefined,
  now: number,
): number | null | undefined {
  if (price) return null;
  if (!next || attempt.priceMicros !== null) return undefined;
  const asks = isFinal(next.state) && isCharged(next) && senderOf(attempt.provider ?? "")?.pricesLater;
  return asks ? now + FIRST_PRICE_AFTER : null;
}

/** The step after one that failed is planned in the same transaction, so that no crash can lose it. */
async function planNextStep(
  client: ClientBase,
  workspaceId: number,
  attemptId: string,
  { rule, position, cause }: LockedAttempt,
  now: number,
): Promise<void> {
  const following = stepAfter(rule, position, cause);
  if (!following) return;
  const dueAt = now + following.waitMinutes * MINUTE;
  await planNext(client, workspaceId, [{ after: attemptId, step: following, dueAt }]);
}

/**
 * The budget's account follows: a provider's price replaces the estimate, what never left costs nothing, and
 * what was held for unsent and has reached the person after all costs again.
 */
async function account(
  client: ClientBase,
  workspaceId: number,
  attemptId: string,
  attempt: LockedAttempt,
  next: Attempt | null,
  learned: Learned = {},
): Promise<void> {
  const known = attempt.priceMicros ?? attempt.estimateMicros ?? 0;
  const booked = isCharged(attempt) ? known : 0;
  const actual = isCharged(next ?? attempt) ? (learned.priceMicros ?? known) : 0;
  await correctSpend(client, workspaceId, attemptId, actual - booked);
}
