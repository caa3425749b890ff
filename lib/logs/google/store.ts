import "server-only";
import type { Pool } from "pg";
import { prisma } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/in-transaction";
import type { Db } from "@/lib/db/transaction";
import type { WorkspaceId } from "@/lib/domain/ids";

export type AccountRow = {
  readonly workspaceId: number;
  readonly id: number;
  readonly kind: string;
  readonly email: string;
  readonly secrets: Uint8Array;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export const findAccounts = (workspaceId: WorkspaceId): Promise<AccountRow[]> =>
  prisma().googleAccount.findMany({ where: { workspaceId, removedAt: null }, orderBy: { id: "asc" } });

export const findAccount = (workspaceId: number, id: number, db: Db = prisma()): Promise<AccountRow | null> =>
  db.googleAccount.findFirst({ where: { workspaceId, id, removedAt: null } });

/** The account with this address, so that connecting it anew renews it. */
export const findAccountByEmail = (db: Db, workspaceId: WorkspaceId, kind: string, email: string) =>
  db.googleAccount.findFirst({ where: { workspaceId, kind, email, removedAt: null } });

export const insertAccount = (
  db: Db,
  workspaceId: WorkspaceId,
  row: { kind: string; email: string; createdBy: string },
): Promise<AccountRow> =>
  // Its id is part of what the secret is sealed for, so the secret comes second.
  db.googleAccount.create({ data: { workspaceId, ...row, secrets: new Uint8Array() } });

export const updateAccount = (
  db: Db,
  workspaceId: WorkspaceId,
  id: number,
  change: { secrets: Uint8Array<ArrayBuffer>; updatedAt?: Date; removedAt?: Date },
): Promise<AccountRow> =>
  db.googleAccount.update({ where: { workspaceId_id: { workspaceId, id } }, data: change });

export type Pace = { readonly key: string; readonly everyMs: number };

/**
 * Takes one write from each pace, or from none of them: then says when to ask again. All processes share the
 * paces; the locks are taken in the order of the keys.
 * @returns null when the write may leave now
 */
export async function takePace(pool: Pool, paces: readonly Pace[]): Promise<Date | null> {
  const keys = paces.map(({ key }) => key);
  return inTransaction(pool, async (client) => {
    await client.query(
      "INSERT INTO google_pace (key, next_at) SELECT key, 'epoch' FROM unnest($1::text[]) AS key ORDER BY key ON CONFLICT DO NOTHING",
      [keys],
    );
    const { rows } = await client.query<{ nextAt: Date; busy: boolean }>(
      `SELECT next_at AS "nextAt", next_at > clock_timestamp() AS busy FROM google_pace
       WHERE key = ANY ($1) ORDER BY key FOR UPDATE`,
      [keys],
    );
    const busy = rows.filter((row) => row.busy).map(({ nextAt }) => nextAt.getTime());
    if (busy.length > 0) return new Date(Math.max(...busy));
    await client.query(
      `UPDATE google_pace AS p SET next_at = clock_timestamp() + t.every * interval '1 ms'
       FROM unnest($1::text[], $2::float8[]) AS t (key, every) WHERE p.key = t.key`,
      [keys, paces.map(({ everyMs }) => everyMs)],
    );
    return null;
  });
}

/** Nothing leaves before then: Google said that it was too much. */
export async function pausePace(pool: Pool, key: string, ms: number): Promise<void> {
  await pool.query(
    `INSERT INTO google_pace (key, next_at) VALUES ($1, clock_timestamp() + $2 * interval '1 ms')
     ON CONFLICT (key) DO UPDATE SET next_at = greatest(google_pace.next_at, EXCLUDED.next_at)`,
    [key, ms],
  );
}
