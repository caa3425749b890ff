import type { Pool } from "pg";
import { stepAfter } from "@/lib/domain/fallback/rule";
import { MINUTE } from "@/lib/domain/time";
import type { AnswerWriter } from "@/lib/fallback/dispatch/answer-writer";
import type { Claimed } from "@/lib/fallback/dispatch/claim";
import { applyEvent, type Happening } from "@/lib/fallback/ledger/apply-event";
import type { SenderAccount, SendOutcome } from "@/lib/providers/sender";

/**
 * Named moments of a send, for tests that kill the process at each of them. In the order in which they pass:
 * all is decided and nothing committed, the attempt is committed as dispatching, its answer is there, its
 * answer is stored.
 */
export type SendMoment = "deciding" | "claimed" | "answered" | "stored";

export type Surroundings = {
  readonly pool: Pool;
  readonly writer: AnswerWriter;
  readonly now: () => number;
  readonly reach?: (moment: SendMoment) => void;
};

/** Sends what was claimed, once, and stores the answer. An answer that can't be stored leaves `dispatching` to the reaper. */
export async function sendAttempt(
  { pool, writer, now, reach = () => {} }: Surroundings,
  workspaceId: number,
  claimed: Claimed,
  account: SenderAccount,
): Promise<void> {
  const { attempt, prepared } = claimed;
  if (!prepared.sender || !prepared.request) throw new Error("an attempt was claimed that can't be sent");
  reach("claimed");
  const outcome = await prepared.sender.send(prepared.request, account);
  reach("answered");
  const stored = await storedTogether(writer, workspaceId, claimed, outcome, now());
  if (!stored) await applyEvent(pool, workspaceId, attempt.id, happeningOf(outcome), now());
  reach("stored");
}

/** The usual answer goes the short way; a price, a refusal or a doubt moves more than the row. */
async function storedTogether(
  writer: AnswerWriter,
  workspaceId: number,
  { attempt, prepared }: Claimed,
  outcome: SendOutcome,
  now: number,
): Promise<boolean> {
  if (outcome.kind !== "accepted" || outcome.price) return false;
  const following = stepAfter(attempt.rule, attempt.position, attempt.cause);
  return writer.add({
    workspaceId,
    attemptId: attempt.id,
    providerMessageId: outcome.providerMessageId,
    segments: outcome.segments ?? prepared.segments,
    nextAt: following ? now + following.waitMinutes * MINUTE : null,
    answer: outcome.answer,
  });
}

function happeningOf(outcome: SendOutcome): Happening {
  const event = { kind: "outcome", outcome: outcome.kind } as const;
  switch (outcome.kind) {
    case "accepted":
      return {
        event,
        learned: {
          providerMessageId: outcome.providerMessageId,
          segments: outcome.segments,
        },
        price: outcome.price,
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
