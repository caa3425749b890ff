import { operationRoute } from "@/lib/api/operation-route";
import { getFlowVersionChangesOperation } from "@/lib/api/operations/flow-versions";
import { versionChanges } from "@/lib/flows/versions";

export const GET = operationRoute(getFlowVersionChangesOperation, versionChanges);
