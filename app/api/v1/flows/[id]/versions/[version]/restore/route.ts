import { operationRoute } from "@/lib/api/operation-route";
import { restoreFlowVersionOperation } from "@/lib/api/operations/flow-versions";
import { restoreVersion } from "@/lib/flows/drafts";

export const POST = operationRoute(restoreFlowVersionOperation, (ctx, input) => restoreVersion(ctx, input));
