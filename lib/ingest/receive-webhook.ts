import { createHmac } from "node:crypto";
import type { Pool } from "pg";
import type { CampaignId } from "@/lib/domain/ids";
import { campaignOfTag, type ParsedWebhook, type StatusEvent } from "@/lib/domain/message/status-event";
import { AppError } from "@/lib/errors";
import { applyStatuses, attemptOfEvents, attemptOfUrl } from "@/lib/fallback/ledger/attempt-status";
import type { CampaignDirectory } from "@/lib/ingest/campaign-directory";
import type { ConnectionDirectory, IngestConnection } from "@/lib/ingest/connection-directory";
import type { Counters } from "@/lib/ingest/counters";
import type { Entry } from "@/lib/ingest/group-commit";
import { CAMPAIGN_SOURCE, type IncomingStatus } from "@/lib/ingest/incoming";
import { countryOf } from "@/lib/phone/country";
import { primaryTimeZone, timeZonesOf } from "@/lib/phone/time-zones";
import { MalformedWebhook, type Verification, type WebhookRequest } from "@/lib/providers/provider";

/** Bytes of a malformed request that are kept for inspection. */
const KEPT_BYTES = 65_536;

export type WebhookAnswer = {
  readonly status: number;
  readonly body: string;
  readonly contentType?: string;
  /** Seconds. */
  readonly retryAfter?: number;
  /** For the metrics. */
  readonly provider?: string;
  readonly statuses?: Readonly<Record<"stored" | "unknown" | "ignored", number>>;
};

/** What the receiver needs of the process; see `lib/ingest/pipeline`. */
export type Receiver = {
  readonly pool: Pool;
  readonly connections: ConnectionDirectory;
  readonly campaigns: CampaignDirectory;
  readonly counters: Counters;
  readonly commit: (entry: Entry) => Promise<void>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
};

const problem = (status: number, title: string, detail: string): WebhookAnswer => ({
  status,
  body: JSON.stringify({ type: "about:blank", title, status, detail }),
  contentType: "application/problem+json",
});
const notFound = problem(
  404,
  "Not found",
  "No connection has this webhook address. Copy it again from the connection's page.",
);

/**
 * Takes a provider's webhook. 200 only after everything in it is committed, also for a repeat; a refusal
 * that the sender must not repeat is 4xx, anything on our side is 503 with Retry-After (some providers
 * drop what is answered with another 4xx or repeat a whole batch for days after a 500).
 */
export async function receiveWebhook(
  receiver: Receiver,
  keys: { readonly connection: string; readonly campaign?: string },
  request: WebhookRequest,
): Promise<WebhookAnswer> {
  try {
    const known = receiver.connections.find(keys.connection);
    const trusted = known?.adapter.verify(request, known.settings, receiver.now());
    if (known && trusted?.ok) return await accept(receiver, known, keys.campaign, request);
    return await refuse(receiver, keys, request);
  } catch (error) {
    if (error instanceof AppError && error.code === "unavailable") {
      return { ...problem(503, "Not now", error.message), retryAfter: error.retryAfter ?? 5 };
    }
    throw error;
  }
}

/** A failed look-up on our side: the sender comes back; what is already told so stays as it is. */
function databaseAway(cause: unknown): never {
  if (cause instanceof AppError) throw cause;
  throw new AppError("unavailable", "The database is away. Send it again shortly.", { retryAfter: 5, cause });
}

/** Looks again with the database's present state before it refuses; see ConnectionDirectory. */
async function refuse(
  receiver: Receiver,
  keys: { readonly connection: string; readonly campaign?: string },
  request: WebhookRequest,
): Promise<WebhookAnswer> {
  const connection = await receiver.connections.confirmed(keys.connection).catch(databaseAway);
  if (!connection) {
    createHmac("sha256", "unknown").update(request.body).digest(); // as long as a known key takes
    return notFound;
  }
  const handshake = connection.adapter.handshake?.(request, connection.settings) ?? null;
  if (handshake?.kind === "answer") return { status: 200, body: handshake.body, contentType: "text/plain" };
  if (handshake?.kind === "refuse") {
    receiver.counters.add(connection, "rejected_signature", receiver.now(), "", handshake.cause);
    return { ...problem(403, "Verify token refused", handshake.cause), provider: connection.adapter.id };
  }
  const verification = connection.adapter.verify(request, connection.settings, receiver.now());
  if (verification.ok) return accept(receiver, connection, keys.campaign, request);
  return unverified(receiver, connection, verification, request);
}

function unverified(
  receiver: Receiver,
  connection: IngestConnection,
  verification: Extract<Verification, { ok: false }>,
  request: WebhookRequest,
): WebhookAnswer {
  // Someone who opens the address in a browser is no sender with a wrong secret.
  const looksSent = request.method === "POST" || new URL(request.url).search !== "";
  if (looksSent)
    receiver.counters.add(connection, "rejected_signature", receiver.now(), "", verification.cause);
  const provider = connection.adapter.id;
  if (!verification.retry) return { ...problem(401, "Not verified", verification.cause), provider };
  return {
    ...problem(503, "Not signed", verification.cause),
    retryAfter: 5,
    provider: connection.adapter.id,
  };
}

async function accept(
  receiver: Receiver,
  connection: IngestConnection,
  campaignKey: string | undefined,
  request: WebhookRequest,
): Promise<WebhookAnswer> {
  const now = receiver.now();
  const parsed = parse(receiver, connection, request, now);
  if (!parsed)
    return {
      ...problem(
        400,
        "Not readable",
        "The body is not what this provider sends. It was kept for inspection.",
      ),
      provider: connection.adapter.id,
    };
  const attempt = attemptOfUrl(request.url) ?? attemptOfEvents(parsed.events);
  if (attempt !== null && parsed.events.length > 0) {
    const owner = { workspaceId: connection.workspaceId, connectionId: connection.id };
    const applied = await applyStatuses(receiver.pool, owner, attempt, parsed.events, now).catch(
      databaseAway,
    );
    if (applied) return accepted(receiver, connection, parsed, now);
  }
  let campaign: CampaignId | null = null;
  if (campaignKey !== undefined) {
    campaign = await receiver.campaigns
      .ofKey(receiver.pool, connection.workspaceId, campaignKey)
      .catch(databaseAway);
    if (!campaign) return notFound;
  }
  if (parsed.events.length > 0)
    await receiver.commit(entryOf(receiver, connection, campaign, parsed.events, now));
  return accepted(receiver, connection, parsed, now);
}

/** Counted only after the commit, so that the count never exceeds what is stored. */
function accepted(
  receiver: Receiver,
  connection: IngestConnection,
  parsed: ParsedWebhook,
  now: number,
): WebhookAnswer {
  for (const { reason, detail } of parsed.ignored)
    receiver.counters.add(connection, "ignored", now, reason, detail ?? null);
  receiver.counters.add(connection, "accepted", now);
  let unknown = 0;
  for (const event of parsed.events) {
    if (event.status !== "unknown") continue;
    unknown++;
    receiver.counters.add(connection, "unknown_word", now, event.rawStatus, event.channel);
  }
  const { keyAnswer } = connection.adapter;
  const forKey =
    keyAnswer && parsed.events.some(({ confirmed }) => confirmed !== undefined) ? keyAnswer : null;
  return {
    status: 200,
    // An answer without a body goes out in one piece, which saves a tenth of the listener's work.
    body: forKey?.body ?? connection.adapter.acceptedBody ?? "",
    contentType: forKey?.type,
    provider: connection.adapter.id,
    statuses: { stored: parsed.events.length - unknown, unknown, ignored: parsed.ignored.length },
  };
}

function parse(
  receiver: Receiver,
  connection: IngestConnection,
  request: WebhookRequest,
  now: number,
): ParsedWebhook | null {
  try {
    return connection.adapter.parseStatuses(request);
  } catch (error) {
    if (!(error instanceof MalformedWebhook)) throw error;
    receiver.counters.add(connection, "malformed", now, "", error.message);
    receiver.counters.keepMalformed({
      workspaceId: connection.workspaceId,
      connectionId: connection.id,
      receivedAt: now,
      cause: error.message,
      body: request.body.subarray(0, KEPT_BYTES),
    });
    return null;
  }
}

/** Attribution, first that applies: the webhook's address, the payload's tag, "Unassigned". */
function entryOf(
  receiver: Receiver,
  connection: IngestConnection,
  addressed: CampaignId | null,
  events: readonly StatusEvent[],
  receivedAt: number,
): Entry {
  const unseen = new Set<string>();
  // Every property by name: spreading the event costs more than anything else here, and the type below
  // makes sure that none is forgotten.
  const statuses = events.map((event): { [Key in keyof Required<IncomingStatus>]: IncomingStatus[Key] } => {
    const tag = event.tag === undefined ? null : campaignOfTag(event.tag);
    const tagged = addressed || !tag ? undefined : receiver.campaigns.ofTag(connection.workspaceId, tag);
    if (!addressed && tag && !tagged) unseen.add(tag);
    const source = addressed
      ? CAMPAIGN_SOURCE.address
      : tag
        ? CAMPAIGN_SOURCE.tag
        : CAMPAIGN_SOURCE.unassigned;
    return {
      channel: event.channel,
      providerMessageId: event.providerMessageId,
      part: event.part,
      status: event.status,
      rawStatus: event.rawStatus,
      occurredAt: event.occurredAt,
      recipient: event.recipient,
      recipientUserId: event.recipientUserId,
      sender: event.sender,
      tag: event.tag,
      template: event.template,
      errorCode: event.errorCode,
      errorText: event.errorText,
      answeredBy: event.answeredBy,
      confirmed: event.confirmed,
      price: event.price,
      retryable: event.retryable,
      cancelledByUs: event.cancelledByUs,
      workspaceId: connection.workspaceId,
      connectionId: connection.id,
      campaignId: addressed ?? tagged ?? connection.unassignedCampaignId,
      campaignSource: source,
      receivedAt,
      // A BSUID begins with its person's country.
      country: event.recipient ? countryOf(event.recipient) : (event.recipientUserId?.slice(0, 2) ?? null),
      timeZone: event.recipient ? primaryTimeZone(timeZonesOf(event.recipient)) : null,
      timeZoneRegistered: undefined,
    };
  });
  if (unseen.size === 0) return { statuses };
  return { statuses, prepare: { workspaceId: connection.workspaceId, tags: [...unseen] } };
}
