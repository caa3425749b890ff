import type { Pool } from "pg";
import { migrationState } from "@/lib/db/migrate";

export type Health = { readonly ok: boolean; readonly cause?: string };

/** Milliseconds that a readiness check may take before the database counts as away. */
const PATIENCE = 2000;

/** Ready to serve: the database answers and has exactly this code's schema. */
export async function readiness(pool: Pool): Promise<Health> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Health>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, cause: "The database does not answer." }), PATIENCE);
  });
  const check = migrationState(pool).then(
    (state): Health => {
      if (state.kind === "current") return { ok: true };
      if (state.kind === "behind") return { ok: false, cause: "The database is not migrated yet." };
      if (state.kind === "ahead") return { ok: false, cause: "The database is newer than this version." };
      return { ok: false, cause: "A migration of the database did not finish." };
    },
    () => ({ ok: false, cause: "The database is away." }),
  );
  return Promise.race([check, late]).finally(() => clearTimeout(timer));
}
