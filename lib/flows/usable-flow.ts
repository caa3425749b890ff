import "server-only";
import type { Context } from "@/lib/auth/context";
import type { Db } from "@/lib/db/transaction";
import { refusal } from "@/lib/errors";
import { requireOpenFlow } from "@/lib/flows/require-flow";
import { type FlowRow, lockFlow } from "@/lib/flows/store";

/** A flow that a campaign may be given. @throws AppError not_found, conflict */
export async function requireUsableFlow(db: Db, ctx: Context, id: number): Promise<FlowRow> {
  const flow = requireOpenFlow(await lockFlow(db, ctx.workspaceId, id));
  if (flow.publishedVersion !== null) return flow;
  throw refusal(
    "conflict",
    "flow_never_published",
    "This flow was never published, so it would do nothing. Publish it first.",
  );
}
