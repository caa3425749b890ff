import { appRoute } from "@/lib/http/app-route";
import { deliveryIdInput } from "@/lib/webhooks-out/contract";
import { replayDelivery } from "@/lib/webhooks-out/deliveries";

export const POST = appRoute({ role: "admin", input: deliveryIdInput, handler: replayDelivery });
