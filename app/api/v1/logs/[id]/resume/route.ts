import { operationRoute } from "@/lib/api/operation-route";
import { resumeLogOperation } from "@/lib/api/operations/logs";
import { resumeLog } from "@/lib/logs/manage/run-log";

export const POST = operationRoute(resumeLogOperation, resumeLog);
