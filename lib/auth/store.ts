import "server-only";
import type { Locale, Role } from "@/lib/auth/context";
import { prisma } from "@/lib/db/client";
import type { Db } from "@/lib/db/transaction";

/** One row a workspace of the session's person; a single row with nulls when they belong to none. */
export type LiveSessionRow = {
  userId: number;
  name: string;
  email: string;
  locale: Locale;
  seenAgo: number;
  workspaceId: number | null;
  workspaceName: string | null;
  timeZone: string | null;
  isDemo: boolean | null;
  role: Role | null;
};

/** Everything that decides what the session's person may do now, in one query. */
export const findLiveSession = (id: string) =>
  prisma().$queryRaw<LiveSessionRow[]>`
    SELECT u.id AS "userId", u.name, u.email, u.locale,
           extract(epoch FROM now() - s.last_seen_at)::float8 AS "seenAgo",
           w.id AS "workspaceId", w.name AS "workspaceName", w.time_zone AS "timeZone", w.is_demo AS "isDemo", m.role
    FROM user_session s
    JOIN app_user u ON u.id = s.user_id AND u.disabled_at IS NULL
    LEFT JOIN membership m ON m.user_id = u.id
    LEFT JOIN workspace w ON w.id = m.workspace_id
    WHERE s.id = ${id}::uuid AND s.ended_at IS NULL AND s.expires_at > now()
    ORDER BY w.name, w.id`;

export const touchSession = (id: string, address: string | null) =>
  prisma().$executeRaw`
    UPDATE user_session SET last_seen_at = now(), address = coalesce(${address}, address) WHERE id = ${id}::uuid`;

export const insertSession = (
  db: Db,
  row: { id: string; userId: number; days: number; address: string | null; userAgent: string | null },
) => db.$executeRaw`
    INSERT INTO user_session (id, user_id, expires_at, address, user_agent)
    VALUES (${row.id}::uuid, ${row.userId}, now() + make_interval(days => ${row.days}), ${row.address}, ${row.userAgent})`;

export const endSessionRow = (id: string) =>
  prisma().$executeRaw`UPDATE user_session SET ended_at = now() WHERE id = ${id}::uuid AND ended_at IS NULL`;

/** @returns how many were ended */
export const endSessionRows = (db: Db, userId: number, which: { only?: string; except?: string } = {}) =>
  db.$executeRaw`
    UPDATE user_session SET ended_at = now()
    WHERE user_id = ${userId} AND ended_at IS NULL AND expires_at > now()
      AND (${which.only ?? null}::uuid IS NULL OR id = ${which.only ?? null}::uuid)
      AND (${which.except ?? null}::uuid IS NULL OR id <> ${which.except ?? null}::uuid)`;

export const findSessions = (userId: number) =>
  prisma().userSession.findMany({
    where: { userId, endedAt: null, expiresAt: { gt: new Date() } },
    select: { id: true, createdAt: true, lastSeenAt: true, address: true, userAgent: true },
    orderBy: { lastSeenAt: "desc" },
    take: 100,
  });

export const findUserByEmail = (db: Db, email: string) => db.user.findUnique({ where: { email } });

export const findUser = (db: Db, id: number) => db.user.findUnique({ where: { id } });

export const insertUser = (
  db: Db,
  user: { email: string; name: string; passwordHash: string | null; locale: Locale },
) => db.user.create({ data: user, select: { id: true } });

export const updateUser = (
  db: Db,
  id: number,
  change: { name?: string; locale?: Locale; passwordHash?: string },
) => db.user.update({ where: { id }, data: change, select: { id: true } });

/** Accounts of people: whoever has only looked at the demo can still set up the installation. */
export const countUsers = (db: Db) =>
  db.user.count({
    where: {
      NOT: { memberships: { some: { workspace: { isDemo: true } }, none: { workspace: { isDemo: false } } } },
    },
  });

/** Held until the transaction ends; two first-run set-ups at once would make two first admins. */
export const lockSetup = (db: Db) =>
  db.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('reachback.setup'))`;

const SETUP_TOKEN = "setup_token";

export async function readSetupTokenHash(db: Db): Promise<string | null> {
  const row = await db.instanceSetting.findUnique({ where: { key: SETUP_TOKEN } });
  return typeof row?.value === "string" ? row.value : null;
}

export const writeSetupTokenHash = (db: Db, hash: string) =>
  db.instanceSetting.upsert({
    where: { key: SETUP_TOKEN },
    create: { key: SETUP_TOKEN, value: hash },
    update: { value: hash },
  });

export const deleteSetupToken = (db: Db) => db.instanceSetting.deleteMany({ where: { key: SETUP_TOKEN } });

/** Takes one point, starting a new window where the last one is over. One statement: no two takers share a point. */
export async function takePoint(
  key: string,
  windowSeconds: number,
): Promise<{ points: number; seconds: number }> {
  const [row] = await prisma().$queryRaw<{ points: number; seconds: number }[]>`
    INSERT INTO throttle AS t (key, points, expires_at)
    VALUES (${key}, 1, now() + make_interval(secs => ${windowSeconds}))
    ON CONFLICT (key) DO UPDATE SET
      points = CASE WHEN t.expires_at <= now() THEN 1 ELSE t.points + 1 END,
      expires_at = CASE WHEN t.expires_at <= now() THEN excluded.expires_at ELSE t.expires_at END
    RETURNING points, extract(epoch FROM expires_at - now())::float8 AS seconds`;
  return row ?? { points: 1, seconds: windowSeconds };
}

export const returnPoint = (key: string) =>
  prisma().$executeRaw`UPDATE throttle SET points = points - 1 WHERE key = ${key} AND points > 0`;

export const forgetPoints = (key: string) => prisma().throttle.deleteMany({ where: { key } });

export const deleteExpiredPoints = () => prisma().$executeRaw`DELETE FROM throttle WHERE expires_at < now()`;

export const hasOpenInvite = async (db: Db, email: string): Promise<boolean> =>
  (await db.invite.count({
    where: { email, usedAt: null, revokedAt: null, expiresAt: { gt: new Date() } },
  })) > 0;
