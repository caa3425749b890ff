import { appRoute } from "@/lib/http/app-route";
import { listDeliveriesInput } from "@/lib/webhooks-out/contract";
import { listDeliveries } from "@/lib/webhooks-out/deliveries";

export const GET = appRoute({ role: "admin", input: listDeliveriesInput, handler: listDeliveries });
