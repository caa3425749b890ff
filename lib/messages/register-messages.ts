import "server-only";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { getCampaign } from "@/lib/campaigns/get-campaign";
import { webhookTargets } from "@/lib/connections/webhook-targets";
import type { CampaignId, ConnectionId } from "@/lib/domain/ids";
import { AppError, type FieldProblem } from "@/lib/errors";
import { CAMPAIGN_SOURCE, type IncomingStatus } from "@/lib/ingest/incoming";
import { recordStatuses } from "@/lib/ingest/record-statuses";
import type { Registration } from "@/lib/messages/contract";
import { type RegisteredAttributes, setAttributes } from "@/lib/messages/store";
import { countryOf } from "@/lib/phone/country";
import { primaryTimeZone, timeZonesOf } from "@/lib/phone/time-zones";

/** Messages a statement: short enough not to hold the rows that webhooks want for long. */
const CHUNK = 2000;

/** The provider's clock may be ahead of ours. */
const CLOCK_TOLERANCE_MS = 3_600_000;

type Known = { readonly registration: Registration; readonly connectionId: number };

/**
 * Makes messages known before their statuses arrive, so that they count for the campaign, with the zone,
 * language and variables of the person. Repeats change nothing.
 * @throws AppError forbidden, not_found, invalid_input that names every wrong item; then none is stored
 */
export async function registerMessages(
  ctx: Context,
  { id, messages }: { id: number; messages: readonly Registration[] },
  now = Date.now(),
): Promise<{ registered: number }> {
  requireRole(ctx, "operator");
  const campaign = await getCampaign(ctx, { id });
  const known = await knownMessages(ctx, messages, now);
  const events = known.map((message) => accepted(ctx, message, id, now));
  for (let i = 0; i < events.length; i += CHUNK) {
    await recordStatuses(events.slice(i, i + CHUNK));
    await setAttributes(ctx.workspaceId, known.slice(i, i + CHUNK).flatMap(attributes));
  }
  await audit(ctx, "messages.registered", campaign.name, { messages: known.length });
  return { registered: known.length };
}

/** Each message once (of a repeated one the last), with its connection. */
async function knownMessages(ctx: Context, messages: readonly Registration[], now: number): Promise<Known[]> {
  const targets = await webhookTargets(ctx.workspaceId);
  const connections = new Set(targets.map((target) => Number(target.connectionId)));
  const only = targets.length === 1 ? Number(targets[0]?.connectionId) : undefined;
  const problems: FieldProblem[] = [];
  const known = new Map<string, Known>();
  for (const [i, registration] of messages.entries()) {
    const connectionId = registration.connectionId ?? only;
    if (connectionId === undefined || !connections.has(connectionId)) {
      problems.push({
        path: `messages.${i}.connectionId`,
        message: connectionProblem(registration, targets.length),
      });
      continue;
    }
    if (registration.acceptedAt && registration.acceptedAt.getTime() > now + CLOCK_TOLERANCE_MS) {
      problems.push({ path: `messages.${i}.acceptedAt`, message: "This time is in the future." });
    }
    known.set(`${connectionId}|${registration.providerMessageId}`, { registration, connectionId });
  }
  if (problems.length > 0) throw refused(problems);
  return [...known.values()];
}

function connectionProblem(registration: Registration, connections: number): string {
  if (registration.connectionId !== undefined) return "There is no such connection in this workspace.";
  if (connections === 0)
    return "Make a connection first: messages belong to the provider account that sent them.";
  return "Say which connection sent the message; the workspace has several.";
}

function refused(problems: readonly FieldProblem[]): AppError {
  const [first] = problems;
  const more = problems.length > 1 ? ` And ${problems.length - 1} more.` : "";
  const shown = problems.slice(0, 100);
  return new AppError("invalid_input", `\`${first?.path}\`: ${first?.message}${more} Nothing was stored.`, {
    problems: shown,
  });
}

function accepted(
  ctx: Context,
  { registration, connectionId }: Known,
  campaignId: number,
  now: number,
): IncomingStatus {
  const { phone, bsuid, timeZone, template, acceptedAt } = registration;
  return {
    workspaceId: ctx.workspaceId,
    connectionId: connectionId as ConnectionId,
    campaignId: campaignId as CampaignId,
    campaignSource: CAMPAIGN_SOURCE.registered,
    channel: "whatsapp",
    providerMessageId: registration.providerMessageId,
    status: "accepted",
    rawStatus: "registered",
    occurredAt: acceptedAt?.getTime() ?? now,
    receivedAt: now,
    country: phone ? countryOf(phone) : null,
    timeZone: timeZone ?? (phone ? primaryTimeZone(timeZonesOf(phone)) : null),
    timeZoneRegistered: timeZone !== undefined,
    ...(phone && { recipient: phone }),
    ...(bsuid && { recipientUserId: bsuid }),
    ...(template && { template }),
  };
}

function attributes({ registration, connectionId }: Known): RegisteredAttributes[] {
  const { providerMessageId, locale, variables } = registration;
  if (locale === undefined && variables === undefined) return [];
  const json = variables === undefined ? null : JSON.stringify(variables);
  return [{ connectionId, providerMessageId, locale: locale ?? null, variables: json }];
}
