import { acknowledgeAlert } from "@/lib/alerts/alerts";
import { operationRoute } from "@/lib/api/operation-route";
import { acknowledgeAlertOperation } from "@/lib/api/operations/alerts";

export const POST = operationRoute(acknowledgeAlertOperation, acknowledgeAlert);
