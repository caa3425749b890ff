import type { Pool } from "pg";
import type { AttemptEvent, AttemptWhy } from "@/lib/domain/fallback/attempt";
import type { Step } from "@/lib/domain/fallback/rule";
import type { StatusEvent } from "@/lib/domain/message/status-event";
import { applyEvent, type Happening } from "@/lib/fallback/ledger/apply-event";
import { stepOfAttempt } from "@/lib/fallback/ledger/store";

const ATTEMPT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The attempt that a callback's address names (`…?attempt=<uuid>`); null where it names none. */
export function attemptOfUrl(url: string): string | null {
  const query = url.indexOf("?");
  if (query < 0) return null;
  const id = new URLSearchParams(url.slice(query + 1)).get("attempt");
  return id !== null && ATTEMPT_ID.test(id) ? id : null;
}

/**
 * The attempt that the statuses themselves name. Some providers post every status to one address that is set
 * at their side (Bird's subscriptions, Sinch's voice application); our id comes back as the status's tag.
 */
export function attemptOfEvents(events: readonly StatusEvent[]): string | null {
  const [first, ...rest] = events;
  const id = first?.channel === "whatsapp" ? undefined : first?.tag;
  if (id === undefined || !ATTEMPT_ID.test(id)) return null;
  return rest.every((event) => event.tag === id) ? id : null;
}

/**
 * Statuses of an SMS or a call move its attempt, in any order and also before the create call has answered.
 * @returns false when the connection has no such attempt; the statuses are then kept as messages of their own.
 */
export async function applyStatuses(
  pool: Pool,
  { workspaceId, connectionId }: { readonly workspaceId: number; readonly connectionId: number },
  attemptId: string,
  events: readonly StatusEvent[],
  now: number,
): Promise<boolean> {
  const step = await stepOfAttempt(pool, workspaceId, connectionId, attemptId);
  if (!step) return false;
  for (const event of events) await applyEvent(pool, workspaceId, attemptId, happeningOf(event, step), now);
  return true;
}

/** What a provider tells of a message or a call, by a callback or when it is asked. */
export function happeningOf(event: Told, step: Step): Happening {
  const { status, why } = meaningOf(event, step);
  const answered = step.channel === "voice" && event.status === "delivered";
  const shown = [event.rawStatus, event.answeredBy, event.errorCode, event.errorText].filter(
    (part) => part !== undefined,
  );
  return {
    event: { kind: "status", status, why },
    learned: {
      providerMessageId: event.providerMessageId,
      errorCode: event.errorCode,
      errorText: event.errorText,
      answeredBy: event.answeredBy ?? (answered ? "unknown" : undefined),
      confirmed: event.confirmed,
    },
    price: event.price,
    log: { kind: "status", detail: shown.join(" · ") },
  };
}

type Told = Omit<StatusEvent, "channel">;

type Meaning = Pick<Extract<AttemptEvent, { kind: "status" }>, "status"> & { readonly why?: AttemptWhy };

/** By what the step counts as success: delivered; answered (by a person); a key pressed. */
function meaningOf(event: Told, step: Step): Meaning {
  if (event.status === "rejected")
    return { status: "missed", why: step.channel === "sms" ? "not_delivered" : "no_answer" };
  if (step.channel === "sms")
    return { status: event.status === "delivered" || event.status === "read" ? "reached" : "underway" };
  if (event.confirmed) return { status: "reached" };
  if (event.answeredBy === "machine")
    return step.machine === "missed" ? { status: "missed", why: "machine" } : { status: "reached" };
  const answered = event.status === "delivered" || event.status === "read";
  if (!answered || step.success === "confirmed") return { status: "underway" };
  // Whether a person or a machine answered is often told a few seconds later; the sweep ends what stays open.
  return { status: event.answeredBy === "human" || step.machine === "reached" ? "reached" : "underway" };
}
