import { type Context, mayAct } from "@/lib/auth/context";
import { isE164 } from "@/lib/domain/phone";
import { ATTEMPT_CHANNELS, CAUSES, SHOWN_WHYS } from "@/lib/fallback/attempts/choices";
import type { AttemptLogEntry, AttemptView } from "@/lib/fallback/attempts/contract";
import type { AttemptFilter, AttemptRow, LogRow } from "@/lib/fallback/attempts/store";
import { privacyFor } from "@/lib/messages/privacy";

const iso = (time: Date | null): string | null => time?.toISOString() ?? null;

/** An attempt without what the reader may not see. */
export function viewAttempt({ role }: Pick<Context, "role">, row: AttemptRow): AttemptView {
  const privacy = privacyFor(role);
  const { position, channel, cause, why, ...rest } = row;
  return {
    ...rest,
    campaignId: String(row.campaignId),
    connectionId: String(row.connectionId),
    ruleId: String(row.ruleId),
    step: position + 1,
    channel: ATTEMPT_CHANNELS[channel - 1] ?? "sms",
    cause: CAUSES.find((known) => known === cause) ?? "manual",
    why: SHOWN_WHYS.find((known) => known === why) ?? null,
    recipient: privacy.number(row.recipient),
    triggeredAt: row.triggeredAt.toISOString(),
    plannedAt: row.plannedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    dispatchedAt: iso(row.dispatchedAt),
    endedAt: iso(row.endedAt),
    providerMessageId:
      row.providerMessageId === null ? null : privacy.messageId(row.providerMessageId, row.recipient),
    errorText: privacy.text(row.errorText),
  };
}

export const viewLog = ({ role }: Pick<Context, "role">, { at, kind, detail }: LogRow): AttemptLogEntry => ({
  at: at.toISOString(),
  kind,
  detail: privacyFor(role).text(detail),
});

/** Fewer digits would match almost every number. */
const MIN_DIGITS = 4;

/**
 * What people type: "+1 202-555-0123", "5550123". Viewers find whole numbers only: with parts they could
 * find out a masked number digit by digit. Null: nothing can match.
 */
export function searchFor(
  { role }: Pick<Context, "role">,
  search: string,
): Pick<AttemptFilter, "exactly" | "digits"> | null {
  if (!/^[+\d][\d\s().-]*$/.test(search)) return null;
  const digits = search.replace(/\D/g, "").replace(/^00/, "");
  const whole = `+${digits}`;
  if (!mayAct(role, "operator")) return isE164(whole) ? { exactly: whole } : null;
  return digits.length >= MIN_DIGITS ? { digits } : null;
}
