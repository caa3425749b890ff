import "server-only";
import type { Pool } from "pg";
import { raiseAlert, resolveAlert } from "@/lib/alerts/raise-alert";
import type { HeldCode } from "@/lib/logs/held";

const about = (workspaceId: number, logId: number) =>
  ({ workspaceId, kind: "sheet_stuck", key: String(logId) }) as const;

type Held = { readonly workspaceId: number; readonly id: number; readonly name: string };

/** Opens the alert of a log that is held. */
export async function raiseStuck(pool: Pool, { workspaceId, id, name }: Held, held: HeldCode): Promise<void> {
  const params = { sheet: name, why: held, path: "/settings/logs" };
  await raiseAlert(pool, { ...about(workspaceId, id), params });
}

/** Rows are written again, or somebody has mended it; what still stands in the way opens another. */
export async function endStuck(pool: Pool, workspaceId: number, id: number): Promise<void> {
  await resolveAlert(pool, about(workspaceId, id));
}
