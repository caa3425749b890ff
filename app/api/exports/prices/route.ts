import { appRoute } from "@/lib/http/app-route";
import { exportPricesInput } from "@/lib/prices/contract";
import { exportPrices } from "@/lib/prices/export-prices";

export const GET = appRoute({ role: "operator", input: exportPricesInput, handler: exportPrices });
