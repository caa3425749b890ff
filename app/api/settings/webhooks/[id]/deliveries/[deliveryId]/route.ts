import { appRoute } from "@/lib/http/app-route";
import { deliveryIdInput } from "@/lib/webhooks-out/contract";
import { getDelivery } from "@/lib/webhooks-out/deliveries";

export const GET = appRoute({ role: "admin", input: deliveryIdInput, handler: getDelivery });
