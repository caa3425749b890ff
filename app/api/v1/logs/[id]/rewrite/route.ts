import { operationRoute } from "@/lib/api/operation-route";
import { rewriteLogOperation } from "@/lib/api/operations/logs";
import { rewriteLog } from "@/lib/logs/manage/run-log";

export const POST = operationRoute(rewriteLogOperation, rewriteLog);
