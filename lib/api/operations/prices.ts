import { operation } from "@/lib/api/operation";
import { MAX_PRICE_FILE } from "@/lib/prices/choices";
import {
  exportPricesInput,
  importedPrices,
  importPricesInput,
  listPricesInput,
  priceTable,
} from "@/lib/prices/contract";

export const listPricesOperation = operation({
  id: "listPrices",
  method: "GET",
  path: "/api/v1/prices",
  group: "Prices",
  summary: "List the prices that fallbacks are estimated by",
  scope: "read",
  input: listPricesInput,
  status: 200,
  response: priceTable,
});

export const importPricesOperation = operation({
  id: "importPrices",
  method: "POST",
  path: "/api/v1/prices/import",
  group: "Prices",
  summary: "Import a price table as CSV",
  description:
    "The file is taken whole or not at all; each problem names its line and column in `path`, as `csv.<line>.<column>`.",
  scope: "write",
  input: importPricesInput,
  example: {
    mode: "add",
    csv: "channel,country,provider,unit_price,currency,valid_from\nsms,GB,twilio,0.045,USD,2026-01-01\n",
  },
  maxBytes: 2 * MAX_PRICE_FILE, // quotation marks and line ends are two bytes in JSON
  status: 200,
  response: importedPrices,
});

export const exportPricesOperation = operation({
  id: "exportPrices",
  method: "GET",
  path: "/api/v1/prices/export",
  group: "Prices",
  summary: "Download the price table as CSV",
  scope: "read",
  input: exportPricesInput,
  status: 200,
  response: null,
  media: ["text/csv; charset=utf-8"],
});

export const priceOperations = [listPricesOperation, importPricesOperation, exportPricesOperation];
