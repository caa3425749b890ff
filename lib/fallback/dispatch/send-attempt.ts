import type { Pool } from "pg";
import type { AnswerWriter } from "@/lib/fallback/dispatch/answer-writer";
import type { Claimed } from "@/lib/fallback/dispatch/claim";
import { storeAnswer } from "@/lib/fallback/dispatch/store-answer";
import type { SenderAccount } from "@/lib/providers/sender";

/**
 * Named moments of a send, for tests that kill the process at each of them. In the order in which they pass:
 * all is decided and nothing committed, the attempt is committed as dispatching, its answer is there, its
 * answer is stored.
 */
export type SendMoment = "deciding" | "claimed" | "answered" | "stored";

/**
 * Milliseconds after its claim in which a request may leave. A process that stood still for longer has been held for
 * dead, or is about to be: others may have settled the attempt by now, so that its request must not come after all.
 */
const LEAVES_WITHIN = 20_000;
const TOO_LATE = {
  kind: "unsent",
  why: "The worker stood still and did not begin the request in time.",
} as const;

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
  claimedAt: number,
  account: SenderAccount,
): Promise<void> {
  const { prepared } = claimed;
  if (!prepared.sender || !prepared.request) throw new Error("an attempt was claimed that can't be sent");
  reach("claimed");
  const inTime = now() - claimedAt <= LEAVES_WITHIN;
  const outcome = inTime ? await prepared.sender.send(prepared.request, account) : TOO_LATE;
  reach("answered");
  await storeAnswer({ pool, writer, now }, workspaceId, claimed, outcome);
  reach("stored");
}
