import { operationRoute } from "@/lib/api/operation-route";
import { createSpreadsheetOperation } from "@/lib/api/operations/logs";
import { makeSpreadsheet } from "@/lib/logs/accounts/spreadsheets";

export const POST = operationRoute(createSpreadsheetOperation, makeSpreadsheet);
