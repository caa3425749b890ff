import "server-only";
import { prisma } from "@/lib/db/client";
import type { Db } from "@/lib/db/transaction";
import type { WorkspaceId } from "@/lib/domain/ids";

/** Newest first. */
export const findAlerts = (
  workspaceId: WorkspaceId,
  { state, before, limit }: { state?: "open" | "resolved"; before?: bigint; limit: number },
) =>
  prisma().alert.findMany({
    where: {
      workspaceId,
      ...(state ? { resolvedAt: state === "open" ? null : { not: null } } : {}),
      ...(before ? { id: { lt: Number(before) } } : {}),
    },
    orderBy: { id: "desc" },
    take: limit,
  });

export type AlertRow = Awaited<ReturnType<typeof findAlerts>>[number];

export const countOpenAlerts = (workspaceId: WorkspaceId): Promise<number> =>
  prisma().alert.count({ where: { workspaceId, resolvedAt: null, acknowledgedAt: null } });

export const findAlert = (db: Db, workspaceId: WorkspaceId, id: number): Promise<AlertRow | null> =>
  db.alert.findUnique({ where: { workspaceId_id: { workspaceId, id } } });

/** @returns whether nobody had before */
export async function acknowledgeRow(
  db: Db,
  workspaceId: WorkspaceId,
  id: number,
  by: string,
): Promise<boolean> {
  const { count } = await db.alert.updateMany({
    where: { workspaceId, id, acknowledgedAt: null },
    data: { acknowledgedAt: new Date(), acknowledgedBy: by },
  });
  return count > 0;
}

export const findSettings = (workspaceId: WorkspaceId, db: Db = prisma()) =>
  db.alertSettings.findUnique({ where: { workspaceId } });

export const saveSettingsRow = (
  db: Db,
  workspaceId: WorkspaceId,
  data: {
    disabledKinds?: string[];
    byMail?: boolean;
    recipients?: string[];
    noWebhookMinutes?: number;
    budgetPercent?: number;
  },
) => db.alertSettings.upsert({ where: { workspaceId }, create: { workspaceId, ...data }, update: data });

export const findDigest = (workspaceId: WorkspaceId, userId: number) =>
  prisma().digestPreference.findUnique({ where: { workspaceId_userId: { workspaceId, userId } } });

/** The next one leaves at the chosen hour from now on: switching on must not send yesterday's at once. */
export const saveDigestRow = (
  workspaceId: WorkspaceId,
  userId: number,
  { enabled, hour, timeZone }: { enabled: boolean; hour: number; timeZone: string },
) => prisma().$executeRaw`
  INSERT INTO digest_preference AS d (workspace_id, user_id, enabled, hour, time_zone, sent_on)
  SELECT ${workspaceId}, ${userId}, ${enabled}, ${hour}::smallint, ${timeZone}, local.day
  FROM (SELECT CASE WHEN extract(hour FROM now() AT TIME ZONE ${timeZone}) >= ${hour}
    THEN (now() AT TIME ZONE ${timeZone})::date ELSE (now() AT TIME ZONE ${timeZone})::date - 1 END AS day) AS local
  ON CONFLICT (workspace_id, user_id) DO UPDATE SET enabled = excluded.enabled, hour = excluded.hour,
    time_zone = excluded.time_zone, sent_on = excluded.sent_on, retry_at = NULL`;

/** E-mail addresses of the admins, for the settings page to show who is meant. */
export const findAdminAddresses = async (workspaceId: WorkspaceId): Promise<string[]> =>
  (
    await prisma().membership.findMany({
      where: { workspaceId, role: "admin", user: { disabledAt: null } },
      select: { user: { select: { email: true } } },
      orderBy: { userId: "asc" },
    })
  ).map(({ user }) => user.email);
