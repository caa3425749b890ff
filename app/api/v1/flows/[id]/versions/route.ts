import { operationRoute } from "@/lib/api/operation-route";
import { listFlowVersionsOperation } from "@/lib/api/operations/flow-versions";
import { listVersions } from "@/lib/flows/versions";

export const GET = operationRoute(listFlowVersionsOperation, listVersions);
