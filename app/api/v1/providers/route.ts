import { operationRoute } from "@/lib/api/operation-route";
import { listProvidersOperation } from "@/lib/api/operations/connections";
import { listProviders } from "@/lib/connections/list-providers";

export const GET = operationRoute(listProvidersOperation, () => listProviders());
