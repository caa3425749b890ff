import { operationRoute } from "@/lib/api/operation-route";
import { listRejectedOperation } from "@/lib/api/operations/messages";
import { viewRejected } from "@/lib/api/rejected-view";
import { listRejected } from "@/lib/rejected/list-rejected";

export const GET = operationRoute(listRejectedOperation, async (ctx, input) =>
  viewRejected(await listRejected(ctx, input)),
);
