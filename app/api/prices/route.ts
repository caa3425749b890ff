import { appRoute } from "@/lib/http/app-route";
import { MAX_PRICE_FILE } from "@/lib/prices/choices";
import { importPricesInput } from "@/lib/prices/contract";
import { importPrices } from "@/lib/prices/import-prices";

export const POST = appRoute({
  role: "admin",
  input: importPricesInput,
  maxBytes: 2 * MAX_PRICE_FILE, // quotation marks and line ends are two bytes in JSON
  handler: importPrices,
});
