import { appRoute } from "@/lib/http/app-route";
import { logIdInput } from "@/lib/logs/contract";
import { resumeLog } from "@/lib/logs/manage/run-log";

export const POST = appRoute({ role: "operator", input: logIdInput, handler: resumeLog });
