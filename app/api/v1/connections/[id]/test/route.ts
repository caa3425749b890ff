import { operationRoute } from "@/lib/api/operation-route";
import { testConnectionOperation } from "@/lib/api/operations/connections";
import { testConnection } from "@/lib/connections/test-connection";

export const POST = operationRoute(testConnectionOperation, testConnection);
