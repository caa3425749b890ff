import { created } from "@/lib/http/answer";
import { appRoute } from "@/lib/http/app-route";
import { checkSpreadsheet, makeSpreadsheet } from "@/lib/logs/accounts/spreadsheets";
import { checkSpreadsheetInput, createSpreadsheetInput } from "@/lib/logs/contract";

/** Whether the account can open the spreadsheet at `address`. */
export const GET = appRoute({ role: "admin", input: checkSpreadsheetInput, handler: checkSpreadsheet });
export const POST = appRoute({
  role: "admin",
  input: createSpreadsheetInput,
  handler: async (session, input) => created(await makeSpreadsheet(session, input)),
});
