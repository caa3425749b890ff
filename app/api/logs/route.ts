import { created } from "@/lib/http/answer";
import { appRoute } from "@/lib/http/app-route";
import { createLogInput } from "@/lib/logs/contract";
import { listLogs } from "@/lib/logs/manage/list-logs";
import { createLog } from "@/lib/logs/manage/save-log";

export const GET = appRoute({ role: "operator", handler: listLogs });
export const POST = appRoute({
  role: "admin",
  input: createLogInput,
  handler: async (session, input) => created(await createLog(session, input)),
});
