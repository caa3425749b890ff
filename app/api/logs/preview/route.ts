import { appRoute } from "@/lib/http/app-route";
import { previewLogInput } from "@/lib/logs/contract";
import { previewLog } from "@/lib/logs/manage/preview";

export const POST = appRoute({ role: "operator", input: previewLogInput, handler: previewLog });
