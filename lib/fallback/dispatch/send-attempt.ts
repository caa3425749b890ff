import type { Pool } from "pg";
import { reportedMicros } from "@/lib/domain/fallback/price";
import type { Claimed } from "@/lib/fallback/dispatch/claim";
import { applyEvent, type Happening } from "@/lib/fallback/ledger/apply-event";
import type { Price, SenderAccount, SendOutcome } from "@/lib/providers/sender";

/**
 * Named moments of a send, for tests that kill the process at each of them. In the order in which they pass:
 * all is decided and nothing committed, the attempt is committed as dispatching, its answer is there, its
 * answer is stored.
 */
export type SendMoment = "deciding" | "claimed" | "answered" | "stored";

/** Sends what was claimed, once, and stores the answer. An answer that can't be stored leaves `dispatching` to the reaper. */
export async function sendAttempt(
  pool: Pool,
  workspaceId: number,
  { attempt, prepared }: Claimed,
  account: SenderAccount,
  currency: string,
  now: () => number,
  reach: (moment: SendMoment) => void = () => {},
): Promise<SendOutcome["kind"]> {
  if (!prepared.sender || !prepared.request) throw new Error("an attempt was claimed that can't be sent");
  reach("claimed");
  const outcome = await prepared.sender.send(prepared.request, account);
  reach("answered");
  await applyEvent(pool, workspaceId, attempt.id, happeningOf(outcome, currency), now());
  reach("stored");
  return outcome.kind;
}

function happeningOf(outcome: SendOutcome, currency: string): Happening {
  const event = { kind: "outcome", outcome: outcome.kind } as const;
  switch (outcome.kind) {
    case "accepted":
      return {
        event,
        learned: {
          providerMessageId: outcome.providerMessageId,
          segments: outcome.segments,
          priceMicros: priceIn(outcome.price, currency),
        },
        log: { kind: "accepted", detail: outcome.answer },
      };
    case "refused":
      return {
        event,
        learned: { errorCode: outcome.code, errorText: outcome.text },
        log: { kind: "refused", detail: outcome.answer },
      };
    case "unsent":
      return { event, retryAfter: outcome.retryAfter, log: { kind: "unsent", detail: outcome.why } };
    case "unknown":
      return { event, log: { kind: "unknown", detail: outcome.answer ?? outcome.why } };
  }
}

/** A price in another currency stays an entry of the timeline: amounts are never converted. */
export const priceIn = (price: Price | undefined, currency: string): number | undefined =>
  price && price.currency === currency ? (reportedMicros(price.amount) ?? undefined) : undefined;
