import { appRoute } from "@/lib/http/app-route";
import { replayFailedInput } from "@/lib/webhooks-out/contract";
import { replayFailed } from "@/lib/webhooks-out/deliveries";

export const POST = appRoute({ role: "admin", input: replayFailedInput, handler: replayFailed });
