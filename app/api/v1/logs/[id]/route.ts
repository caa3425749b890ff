import { operationRoute } from "@/lib/api/operation-route";
import { archiveLogOperation, changeLogOperation, getLogOperation } from "@/lib/api/operations/logs";
import { getLog } from "@/lib/logs/manage/list-logs";
import { archiveLog } from "@/lib/logs/manage/run-log";
import { changeLog } from "@/lib/logs/manage/save-log";

export const GET = operationRoute(getLogOperation, getLog);
export const PATCH = operationRoute(changeLogOperation, changeLog);
export const DELETE = operationRoute(archiveLogOperation, async (ctx, input) => {
  await archiveLog(ctx, input);
  return undefined;
});
