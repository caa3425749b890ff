import { operationRoute } from "@/lib/api/operation-route";
import { createConnectionOperation, listConnectionsOperation } from "@/lib/api/operations/connections";
import { createConnection } from "@/lib/connections/create-connection";
import { listConnections } from "@/lib/connections/list-connections";

export const GET = operationRoute(listConnectionsOperation, listConnections);
export const POST = operationRoute(createConnectionOperation, createConnection);
