import { setTimeout as pause } from "node:timers/promises";
import type { Pool } from "pg";
import { stepAfter } from "@/lib/domain/fallback/rule";
import { MINUTE } from "@/lib/domain/time";
import type { AnswerWriter } from "@/lib/fallback/dispatch/answer-writer";
import type { Claimed } from "@/lib/fallback/dispatch/claim";
import { applyEvent, type Happening } from "@/lib/fallback/ledger/apply-event";
import type { SendOutcome } from "@/lib/providers/sender";

/**
 * Milliseconds until it is tried again to store an answer. What a provider has said can't be asked for again
 * everywhere, and an accepted message would become one of unknown fate; a database comes back within seconds.
 */
const PAUSES = [100, 1000, 5000];

/**
 * Stores what a request was answered. The usual answer goes with others, the short way; what could not be
 * stored so goes alone, for another's answer may have been at fault.
 */
export async function storeAnswer(
  { pool, writer, now }: { readonly pool: Pool; readonly writer: AnswerWriter; readonly now: () => number },
  workspaceId: number,
  claimed: Claimed,
  outcome: SendOutcome,
): Promise<void> {
  if (await storedTogether(writer, workspaceId, claimed, outcome, now()).catch(() => false)) return;
  const alone = () => applyEvent(pool, workspaceId, claimed.attempt.id, happeningOf(outcome), now());
  for (const milliseconds of PAUSES) {
    const stored = await alone().then(
      () => true,
      () => false,
    );
    if (stored) return;
    await pause(milliseconds);
  }
  await alone();
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
