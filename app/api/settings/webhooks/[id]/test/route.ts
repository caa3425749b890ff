import { appRoute } from "@/lib/http/app-route";
import { endpointIdInput } from "@/lib/webhooks-out/contract";
import { sendTestEvent } from "@/lib/webhooks-out/deliveries";

export const POST = appRoute({ role: "admin", input: endpointIdInput, handler: sendTestEvent });
