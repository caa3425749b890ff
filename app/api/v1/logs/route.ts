import { operationRoute } from "@/lib/api/operation-route";
import { createLogOperation, listLogsOperation } from "@/lib/api/operations/logs";
import { listLogs } from "@/lib/logs/manage/list-logs";
import { createLog } from "@/lib/logs/manage/save-log";

export const GET = operationRoute(listLogsOperation, listLogs);
export const POST = operationRoute(createLogOperation, createLog);
