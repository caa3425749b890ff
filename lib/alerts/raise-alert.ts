import "server-only";
import type { ClientBase, Pool } from "pg";
import type { AlertKind, AlertParams } from "@/lib/domain/alert/kinds";

type About = {
  readonly workspaceId: number;
  readonly kind: AlertKind;
  /** What it is about within its kind, e.g. a campaign's id. */
  readonly key: string;
};

/**
 * Opens an alert, with its e-mail and its webhook; does nothing while one of this kind and key is open, or
 * where the workspace has switched the kind off. Pass the transaction of the cause where there is one.
 * @param params - names and numbers for its words; see the messages "alerts.kinds"
 * @returns whether it was opened now
 */
export async function raiseAlert(
  db: Pool | ClientBase,
  { workspaceId, kind, key, params }: About & { readonly params: AlertParams },
): Promise<boolean> {
  const { rows } = await db.query<{ id: number | null }>("SELECT raise_alert($1, $2, $3, $4) AS id", [
    workspaceId,
    kind,
    key,
    JSON.stringify(params),
  ]);
  return typeof rows[0]?.id === "number";
}

/** The cause is gone. @returns whether it was open */
export async function resolveAlert(
  db: Pool | ClientBase,
  { workspaceId, kind, key }: About,
): Promise<boolean> {
  const { rows } = await db.query<{ n: number }>("SELECT resolve_alert($1, $2, $3) AS n", [
    workspaceId,
    kind,
    key,
  ]);
  return rows[0]?.n === 1;
}
