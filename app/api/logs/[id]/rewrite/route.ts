import { appRoute } from "@/lib/http/app-route";
import { rewriteLogInput } from "@/lib/logs/contract";
import { rewriteLog } from "@/lib/logs/manage/run-log";

export const POST = appRoute({ role: "operator", input: rewriteLogInput, handler: rewriteLog });
