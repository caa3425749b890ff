import { operationRoute } from "@/lib/api/operation-route";
import { getFlowVersionOperation } from "@/lib/api/operations/flow-versions";
import { getVersion } from "@/lib/flows/versions";

export const GET = operationRoute(getFlowVersionOperation, getVersion);
