import { listAlerts } from "@/lib/alerts/alerts";
import { operationRoute } from "@/lib/api/operation-route";
import { listAlertsOperation } from "@/lib/api/operations/alerts";

export const GET = operationRoute(listAlertsOperation, listAlerts);
