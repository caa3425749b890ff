import { operationRoute } from "@/lib/api/operation-route";
import { importPricesOperation } from "@/lib/api/operations/prices";
import { importPrices } from "@/lib/prices/import-prices";

export const POST = operationRoute(importPricesOperation, importPrices);
