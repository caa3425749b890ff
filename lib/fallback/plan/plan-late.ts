import type { ClientBase } from "pg";
import type { Rule } from "@/lib/domain/fallback/rule";
import { reasonClassOf } from "@/lib/domain/reason/dictionary";
import { insertFirst } from "@/lib/fallback/plan/first-store";
import { type LateMessage, lateMessages } from "@/lib/fallback/plan/late-store";
import { type FirstAttempt, firstAttempt, firstOf } from "@/lib/fallback/plan/planner";

/** A flow's run that came to its fallback step after the batch of its status. */
export type LateCall = {
  readonly workspaceId: number;
  readonly messageId: string;
  /** Null: the rule of the campaign, else of the workspace. */
  readonly ruleId: number | null;
};

/**
 * Begins the rule for messages in the state in which they are now, where the campaign's mode lets it act. The
 * first attempt has the key that the ingest and the sweep would give it, so that none of them begins it twice.
 */
export async function planLate(
  client: ClientBase,
  calls: readonly LateCall[],
  now = Date.now(),
): Promise<void> {
  if (calls.length === 0) return;
  const planned = (await lateMessages(client, calls)).flatMap((message) => {
    const cause = causeOf(message);
    const first = cause && firstFor(message, cause, now);
    return cause && first ? [{ message, cause, first, triggeredAt: now }] : [];
  });
  await insertFirst(client, planned);
}

/** Null: the person has the message. */
function causeOf({ status, rule, hasRead }: LateMessage): Rule["trigger"]["on"] | null {
  if (status === 5) return "rejected";
  if (status === 3) return rule.trigger.on === "unread" && hasRead ? "unread" : null;
  return status === 4 ? null : "undelivered";
}

/** Of a rejection the rule says which reasons begin it; that the others waited long enough, the flow has decided. */
function firstFor(message: LateMessage, cause: Rule["trigger"]["on"], now: number): FirstAttempt | null {
  const { provider, code, recipient } = message;
  const nothing = { sweptAt: 0, rejectedSweptAt: 0, stopped: false, judgedFrom: 0, inFlow: true };
  const campaign = { ...message, ...nothing, namesRules: false };
  if (cause !== "rejected") return firstOf(campaign, recipient, now);
  const reason = reasonClassOf(provider ?? "", "whatsapp", code);
  return firstAttempt(campaign, reason, { code, recipient }, now);
}
