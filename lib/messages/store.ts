import "server-only";
import { prisma } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { reportDb } from "@/lib/db/replica";
import type { Counters } from "@/lib/domain/campaign/counters";
import type { Quantity } from "@/lib/domain/campaign/metrics";
import type { WorkspaceId } from "@/lib/domain/ids";
import type { Status } from "@/lib/domain/message/status";
import { WHERE_QUANTITY, whereStatus } from "@/lib/messages/where-quantity";

export type MessageRow = Awaited<ReturnType<typeof findMessages>>[number];

/** `Prisma` types of the filters stay here; `listMessages` says what is wanted in the product's words. */
export type MessageFilter = {
  readonly connectionId?: number | undefined;
  readonly campaignId?: number | undefined;
  readonly providerMessageId?: string | undefined;
  readonly status?: number | undefined;
  /** Any of these; undefined for no restriction. */
  readonly whose?: readonly Whose[] | undefined;
  /** Ids below it. */
  readonly before?: bigint | undefined;
  /** Ids from it on. */
  readonly since?: bigint | undefined;
} & MessageGroup;

/** What a number on a dashboard counts. */
export type MessageGroup = {
  readonly quantity?: Quantity | undefined;
  /** First heard of in [seenFrom, seenTo). */
  readonly seenFrom?: Date | undefined;
  readonly seenTo?: Date | undefined;
  /** Empty: those without one. */
  readonly country?: string | undefined;
  readonly template?: string | undefined;
  readonly errorCode?: string | undefined;
};

export type Whose =
  | { readonly number: string }
  | { readonly numberPrefix: string }
  | { readonly userId: string }
  | { readonly providerMessageId: string };

/** Newest first. */
export const findMessages = (workspaceId: WorkspaceId, filter: MessageFilter, take: number) =>
  reportDb().message.findMany({ where: whereOf(workspaceId, filter), orderBy: { id: "desc" }, take });

/** The ids of `findMessages`. */
export async function findIds(workspaceId: WorkspaceId, filter: MessageFilter, take: number) {
  const where = whereOf(workspaceId, filter);
  const rows = await reportDb().message.findMany({
    where,
    orderBy: { id: "desc" },
    take,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}

/** The newest message's id; null while there is none. */
export async function newestId(workspaceId: WorkspaceId): Promise<bigint | null> {
  const row = await reportDb().message.findFirst({
    where: { workspaceId },
    orderBy: { id: "desc" },
    select: { id: true },
  });
  return row?.id ?? null;
}

/**
 * The counters of each campaign of a group, from roll-ups: hours that the period touches, and campaigns in
 * which the code is a reason of a rejection. Where a period cuts through an hour, more than the group.
 */
export const countGroup = (
  workspaceId: WorkspaceId,
  { campaignId, seenFrom, seenTo, country, template, errorCode }: MessageFilter,
) =>
  reportDb().$queryRaw<(Counters & { readonly campaignId: number })[]>`
    SELECT campaign_id AS "campaignId", sum(attempted)::float8 AS attempted, sum(sent)::float8 AS sent,
      sum(delivered)::float8 AS delivered, sum(read)::float8 AS read,
      sum(rejected_before_sent)::float8 AS "rejectedBeforeSent", sum(rejected_after_sent)::float8 AS "rejectedAfterSent"
    FROM rollup_cohort
    WHERE workspace_id = ${workspaceId} AND (${campaignId ?? null}::int IS NULL OR campaign_id = ${campaignId ?? null})
      AND (${seenFrom ?? null}::timestamptz IS NULL OR hour > ${seenFrom ?? null}::timestamptz - interval '1 hour')
      AND (${seenTo ?? null}::timestamptz IS NULL OR hour < ${seenTo ?? null})
      AND (${country ?? null}::text IS NULL OR country = ${country ?? null})
      AND (${template ?? null}::text IS NULL OR template = ${template ?? null})
      AND (${errorCode ?? null}::text IS NULL OR campaign_id IN (SELECT r.campaign_id FROM rollup_reason r
        WHERE r.workspace_id = ${workspaceId} AND r.code = ${errorCode ?? null}
          AND (${campaignId ?? null}::int IS NULL OR r.campaign_id = ${campaignId ?? null}) GROUP BY 1 HAVING sum(r.rejected) > 0))
    GROUP BY 1`;

/** The newest message of each campaign below an id; the newest first, campaigns without one left out. */
export const newestOf = (workspaceId: WorkspaceId, campaignIds: readonly number[], before: bigint) =>
  reportDb().$queryRaw<{ campaignId: number; id: bigint }[]>`
    SELECT c.id AS "campaignId", m.id FROM unnest(${campaignIds}::int[]) AS c (id) CROSS JOIN LATERAL (
      SELECT id FROM message WHERE workspace_id = ${workspaceId} AND campaign_id = c.id AND id < ${before}
      ORDER BY id DESC LIMIT 1) AS m
    ORDER BY m.id DESC`;

export const findMessage = (workspaceId: WorkspaceId, id: bigint) =>
  prisma().message.findUnique({ where: { workspaceId_id: { workspaceId, id } } });

function whereOf(workspaceId: WorkspaceId, filter: MessageFilter): Prisma.MessageWhereInput {
  return {
    workspaceId,
    ...(filter.connectionId === undefined ? {} : { connectionId: filter.connectionId }),
    ...(filter.campaignId === undefined ? {} : { campaignId: filter.campaignId }),
    ...(filter.providerMessageId === undefined ? {} : { providerMessageId: filter.providerMessageId }),
    ...(filter.status === undefined ? {} : whereStatus(filter.status)),
    ...(filter.whose === undefined ? {} : { OR: filter.whose.map(condition) }),
    ...(filter.before === undefined && filter.since === undefined
      ? {}
      : { id: { lt: filter.before, gte: filter.since } }),
    AND: groupOf(filter),
  };
}

function groupOf(filter: MessageGroup): Prisma.MessageWhereInput[] {
  const { quantity, seenFrom, seenTo, country, template, errorCode } = filter;
  return [
    ...(quantity === undefined ? [] : [WHERE_QUANTITY[quantity]]),
    ...(seenFrom === undefined ? [] : [{ seenAt: { gte: seenFrom } }]),
    ...(seenTo === undefined ? [] : [{ seenAt: { lt: seenTo } }]),
    ...(country === undefined ? [] : [{ country: country || null }]),
    ...(template === undefined ? [] : [{ template: template || null }]),
    ...(errorCode === undefined ? [] : [{ errorCode: errorCode || null }]),
  ];
}

function condition(whose: Whose): Prisma.MessageWhereInput {
  if ("number" in whose) return { recipient: whose.number };
  if ("numberPrefix" in whose) return { recipient: { startsWith: whose.numberPrefix } };
  if ("userId" in whose) return { recipientUserId: whose.userId };
  return { providerMessageId: whose.providerMessageId };
}

export type EventRow = {
  status: number;
  rawStatus: string;
  occurredAt: Date;
  receivedAt: Date;
  errorCode: string | null;
  errorText: string | null;
};

/** In the order in which they happened. */
export const findEvents = (workspaceId: WorkspaceId, messageId: bigint) =>
  prisma().$queryRaw<EventRow[]>`
    SELECT status, raw_status AS "rawStatus", occurred_at AS "occurredAt", received_at AS "receivedAt",
           error_code AS "errorCode", error_text AS "errorText"
    FROM status_event
    WHERE workspace_id = ${workspaceId} AND message_id = ${messageId}
    ORDER BY occurred_at, received_at, status
    LIMIT 500`;

/** Those of the messages that are known already; their other connections' namesakes come along. */
export const findStages = (
  workspaceId: WorkspaceId,
  connectionIds: readonly number[],
  providerMessageIds: readonly string[],
) =>
  prisma().$queryRaw<StageRow[]>`
    SELECT connection_id AS "connectionId", provider_message_id AS "providerMessageId", seen_at AS seen,
           accepted_at AS accepted, sent_at AS sent, delivered_at AS delivered, read_at AS read, rejected_at AS rejected
    FROM message
    WHERE workspace_id = ${workspaceId} AND connection_id = ANY(${connectionIds}::int[])
      AND provider_message_id = ANY(${providerMessageIds}::text[]) AND part = ''`;

export type StageRow = {
  readonly connectionId: number;
  readonly providerMessageId: string;
  readonly seen: Date;
} & Readonly<Record<Status, Date | null>>;

export type RegisteredAttributes = {
  readonly connectionId: number;
  readonly providerMessageId: string;
  readonly locale: string | null;
  readonly variables: string | null;
};

/** Locale and variables for fallbacks; the ingest knows neither. What a repeat leaves out stays. */
export const setAttributes = (workspaceId: WorkspaceId, rows: readonly RegisteredAttributes[]) =>
  prisma().$executeRaw`
    UPDATE message m
    SET locale = coalesce(r.locale, m.locale), variables = coalesce(r.variables::jsonb, m.variables)
    FROM unnest(
      ${rows.map((row) => row.connectionId)}::int[], ${rows.map((row) => row.providerMessageId)}::text[],
      ${rows.map((row) => row.locale)}::text[], ${rows.map((row) => row.variables)}::text[]
    ) AS r (connection_id, provider_message_id, locale, variables)
    WHERE m.workspace_id = ${workspaceId} AND m.connection_id = r.connection_id
      AND m.provider_message_id = r.provider_message_id AND m.part = ''
      AND (m.locale, m.variables) IS DISTINCT FROM (coalesce(r.locale, m.locale), coalesce(r.variables::jsonb, m.variables))`;
