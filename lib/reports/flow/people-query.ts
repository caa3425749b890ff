import "server-only";
import { reportDb, reportPool } from "@/lib/db/replica";
import type { Outcome } from "@/lib/domain/flow/definition";
import type { WorkspaceId } from "@/lib/domain/ids";
import { isoOrNull } from "@/lib/reports/instants";
import type { EventKey, VisitKey } from "./people-cursor";
import type { FlowScope } from "./query";

export type PathRow = { readonly id: number; readonly trail: string };

/** The ways that were ever taken through a version. */
export const queryPaths = (
  workspaceId: WorkspaceId,
  { flowId, version }: Pick<FlowScope, "flowId" | "version">,
): Promise<PathRow[]> =>
  reportDb().flowPath.findMany({
    where: { workspaceId, flowId, version },
    select: { id: true, trail: true },
  });

/** Hours in which runs took one of the ways, newest first. @param before - hours up to that of this time */
export async function queryHours(
  workspaceId: WorkspaceId,
  { campaignId, interval: { from, to } }: FlowScope,
  pathIds: readonly number[],
  before: number | null,
): Promise<{ readonly hour: Date; readonly n: number }[]> {
  const { rows } = await reportPool().query<{ hour: Date; n: number }>(
    `SELECT hour, sum(n)::float8 AS n FROM rollup_flow_path
     WHERE workspace_id = $1 AND path_id = ANY ($2::int[]) AND ($3::int IS NULL OR campaign_id = $3)
       AND hour >= coalesce($4::timestamptz, '-infinity') AND hour < coalesce($5::timestamptz, 'infinity')
       AND hour <= coalesce($6::timestamptz, 'infinity')
     GROUP BY 1 ORDER BY 1 DESC`,
    [workspaceId, pathIds, campaignId, isoOrNull(from), isoOrNull(to), isoOrNull(before)],
  );
  return rows;
}

export type EventVisitRow = {
  readonly at: Date;
  readonly message: string;
  readonly status: number;
  readonly word: string;
  readonly pathId: number;
};

/** First statuses that took one of the ways in these hours, newest first. */
export async function queryEvents(
  workspaceId: WorkspaceId,
  { campaignId }: Pick<FlowScope, "campaignId">,
  pathIds: readonly number[],
  hours: readonly Date[],
  after: EventKey | null,
  take: number,
): Promise<EventVisitRow[]> {
  const { rows } = await reportPool().query<EventVisitRow>(
    `SELECT e.* FROM unnest($4::timestamptz[]) AS h (hour) CROSS JOIN LATERAL (
       SELECT e.received_at AS at, e.message_id::text AS message, e.status::int, e.raw_status AS word, e.flow_path_id AS "pathId",
         e.message_id AS id
       FROM status_event e
       WHERE e.workspace_id = $1 AND e.received_at >= h.hour AND e.received_at < h.hour + interval '1 hour'
         AND e.flow_path_id = ANY ($3::int[])
         AND ($2::int IS NULL OR EXISTS (SELECT 1 FROM message m WHERE m.workspace_id = $1 AND m.id = e.message_id AND m.campaign_id = $2))
         AND ($5::timestamptz IS NULL OR (e.received_at, e.message_id, e.status, e.raw_status COLLATE "C") < ($5, $6::bigint, $7::smallint, $8::text))
       ORDER BY e.received_at DESC, e.message_id DESC, e.status DESC, e.raw_status COLLATE "C" DESC LIMIT $9
     ) AS e ORDER BY e.at DESC, e.id DESC, e.status DESC, e.word COLLATE "C" DESC LIMIT $9`,
    [
      workspaceId,
      campaignId,
      pathIds,
      hours,
      after && new Date(after.at),
      after?.message ?? null,
      after?.status ?? null,
      after?.word ?? null,
      take,
    ],
  );
  return rows;
}

export type DurableVisitRow = {
  readonly run: string;
  readonly visit: number;
  readonly at: Date;
  readonly message: string;
  readonly status: number;
  readonly outcome: Outcome | null;
  readonly exit: string | null;
  readonly detail: string | null;
  readonly fits: boolean;
};

/** What is asked about a step's visits; null: anything. */
export type VisitFilter = {
  readonly stepId: string;
  readonly exit: string | null;
  readonly outcome: Outcome | "inProgress" | null;
};

/**
 * Visits of a step by durable runs, newest first, and runs that the batch left at the step and no worker has
 * taken up. Flows share the ids of their steps, so some rows are another flow's: these do not `fit`, and are
 * answered nevertheless, so that what is read stays within `scan`.
 */
export async function queryVisits(
  workspaceId: WorkspaceId,
  { flowId, version, campaignId, interval: { from, to } }: FlowScope,
  { stepId, exit, outcome }: VisitFilter,
  after: VisitKey | null,
  scan: number,
): Promise<DurableVisitRow[]> {
  const fits = `r.flow_id = $2 AND r.version = $3 AND ($4::int IS NULL OR r.campaign_id = $4)
    AND r.started_at >= coalesce($5::timestamptz, '-infinity') AND r.started_at < coalesce($6::timestamptz, 'infinity')`;
  const { rows } = await reportPool().query<DurableVisitRow>(
    `SELECT run::text, visit, at, message::text, status, outcome, exit, detail, fits FROM (
       (SELECT v.run_id AS run, v.visit, r.started_at AS at, r.message_id AS message, r.status::int, v.outcome, v.exit, v.detail,
          ${fits} AND ($8::text IS NULL OR v.exit = $8) AND ($9::text IS NULL OR coalesce(v.outcome, 'inProgress') = $9) AS fits
        FROM flow_visit v JOIN flow_run r ON r.workspace_id = v.workspace_id AND r.id = v.run_id
        WHERE v.workspace_id = $1 AND v.step_id = $7 AND ($10::bigint IS NULL OR v.run_id <= $10)
          AND ($10::bigint IS NULL OR (v.run_id, v.visit) < ($10, $11::int))
        ORDER BY v.run_id DESC, v.visit DESC LIMIT $12)
       UNION ALL
       (SELECT r.id, r.visit, r.started_at, r.message_id, r.status::int, NULL, NULL, NULL, ${fits}
        FROM flow_run r
        WHERE r.workspace_id = $1 AND r.flow_id = $2 AND r.step_id = $7 AND r.ended_at IS NULL AND r.entered_at IS NULL
          AND r.path_id IS NOT NULL AND $8::text IS NULL AND coalesce($9, 'inProgress') = 'inProgress'
          AND ($10::bigint IS NULL OR (r.id, r.visit) < ($10, $11::int))
        ORDER BY r.id DESC LIMIT $12)
     ) AS visits ORDER BY visits.run DESC, visits.visit DESC LIMIT $12`,
    [
      workspaceId,
      flowId,
      version,
      campaignId,
      isoOrNull(from),
      isoOrNull(to),
      stepId,
      exit,
      outcome,
      after?.run ?? null,
      after?.visit ?? null,
      scan,
    ],
  );
  return rows;
}

export type PersonRow = {
  readonly id: string;
  readonly campaignId: number;
  readonly campaignName: string;
  readonly provider: string | null;
  readonly channel: number;
  readonly providerMessageId: string;
  readonly recipient: string | null;
  readonly recipientUserId: string | null;
  readonly sender: string | null;
  readonly status: number | null;
  readonly errorCode: string | null;
  readonly errorText: string | null;
};

/** The messages of runs, by id; those that were deleted are absent. */
export async function queryPeople(
  workspaceId: WorkspaceId,
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, PersonRow>> {
  const { rows } = await reportPool().query<PersonRow>(
    `SELECT m.id::text, m.campaign_id AS "campaignId", c.name AS "campaignName", n.provider, m.channel::int,
       m.provider_message_id AS "providerMessageId", m.recipient, m.recipient_user_id AS "recipientUserId", m.sender,
       m.status::int, m.error_code AS "errorCode", m.error_text AS "errorText"
     FROM message m JOIN campaign c ON c.workspace_id = m.workspace_id AND c.id = m.campaign_id
     LEFT JOIN connection n ON n.workspace_id = m.workspace_id AND n.id = m.connection_id
     WHERE m.workspace_id = $1 AND m.id = ANY ($2::bigint[])`,
    [workspaceId, messageIds],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
