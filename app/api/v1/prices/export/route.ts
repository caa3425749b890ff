import { exportPricesOperation } from "@/lib/api/operations/prices";
import { apiRoute } from "@/lib/http/api-route";
import { exportPrices } from "@/lib/prices/export-prices";

export const GET = apiRoute({
  scope: exportPricesOperation.scope,
  input: exportPricesOperation.input,
  handler: exportPrices,
});
