import { operationRoute } from "@/lib/api/operation-route";
import { listPricesOperation } from "@/lib/api/operations/prices";
import { listPrices } from "@/lib/prices/list-prices";

export const GET = operationRoute(listPricesOperation, listPrices);
