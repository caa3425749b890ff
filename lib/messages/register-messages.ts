import "server-only";
import { audit } from "@/lib/audit/audit";
import { requireRole } from "@/lib/auth/authorise";
import type { Context } from "@/lib/auth/context";
import { getCampaign } from "@/lib/campaigns/get-campaign";
import { webhookTargets } from "@/lib/connections/webhook-targets";
import type { CampaignId, ConnectionId } from "@/lib/domain/ids";
import { STATUSES } from "@/lib/domain/message/status";
import { AppError, type FieldProblem } from "@/lib/errors";
import { CAMPAIGN_SOURCE, type IncomingStatus } from "@/lib/ingest/incoming";
import { recordStatuses } from "@/lib/ingest/record-statuses";
import type { Registration } from "@/lib/messages/contract";
import { findStages, type RegisteredAttributes, type StageRow, setAttributes } from "@/lib/messages/store";
import { countryOf } from "@/lib/phone/country";
import { primaryTimeZone, timeZonesOf } from "@/lib/phone/time-zones";

/** Messages a statement: short enough not to hold the rows that webhooks want for long. */
const CHUNK = 2000;

/** The provider's clock may be ahead of ours. */
const CLOCK_TOLERANCE_MS = 3_600_000;

/** A stage of a message and when it reached it. */
type Stage = Pick<IncomingStatus, "status"> & { readonly occurredAt: number };

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
  for (let i = 0; i < known.length; i += CHUNK) {
    const chunk = known.slice(i, i + CHUNK);
    const stages = await reachedStages(ctx, chunk);
    const stageOf = (message: Known): Stage =>
      givenStage(message) ?? stages.get(keyOf(message)) ?? { status: "accepted", occurredAt: now };
    await recordStatuses(chunk.map((message) => registered(ctx, message, id, stageOf(message), now)));
    await setAttributes(ctx.workspaceId, chunk.flatMap(attributes));
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
    const message = { registration, connectionId };
    known.set(keyOf(message), message);
  }
  if (problems.length > 0) throw refused(problems);
  return [...known.values()];
}

const keyOf = ({ registration, connectionId }: Known): string =>
  `${connectionId}|${registration.providerMessageId}`;

const givenStage = ({ registration: { acceptedAt } }: Known): Stage | undefined =>
  acceptedAt && { status: "accepted", occurredAt: acceptedAt.getTime() };

/** By `keyOf`, of the messages whose acceptance nobody told but that are known already. */
async function reachedStages(ctx: Context, messages: readonly Known[]): Promise<Map<string, Stage>> {
  const untold = messages.filter((message) => !givenStage(message));
  const rows = await findStages(
    ctx.workspaceId,
    [...new Set(untold.map(({ connectionId }) => connectionId))],
    untold.map(({ registration }) => registration.providerMessageId),
  );
  return new Map(rows.map((row) => [`${row.connectionId}|${row.providerMessageId}`, reachedStage(row)]));
}

/**
 * Telling a message what it knows moves no stage and invents no time: now would be after it was sent. Where
 * only unknown words came, the provider had taken it by the first of them.
 */
function reachedStage(row: StageRow): Stage {
  const status = STATUSES.find((stage) => row[stage] !== null);
  const time = status ? row[status] : null;
  return { status: status ?? "accepted", occurredAt: (time ?? row.seen).getTime() };
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

function registered(
  ctx: Context,
  { registration, connectionId }: Known,
  campaignId: number,
  { status, occurredAt }: Stage,
  now: number,
): IncomingStatus {
  const { phone, bsuid, timeZone, template } = registration;
  return {
    workspaceId: ctx.workspaceId,
    connectionId: connectionId as ConnectionId,
    campaignId: campaignId as CampaignId,
    campaignSource: CAMPAIGN_SOURCE.registered,
    channel: "whatsapp",
    providerMessageId: registration.providerMessageId,
    status,
    rawStatus: "registered",
    occurredAt,
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
