import { appRoute } from "@/lib/http/app-route";
import { changeLogInput, logIdInput } from "@/lib/logs/contract";
import { archiveLog } from "@/lib/logs/manage/run-log";
import { changeLog } from "@/lib/logs/manage/save-log";

export const PATCH = appRoute({ role: "admin", input: changeLogInput, handler: changeLog });
export const DELETE = appRoute({
  role: "admin",
  input: logIdInput,
  handler: (session, input) => archiveLog(session, input),
});
