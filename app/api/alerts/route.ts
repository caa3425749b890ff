import { listAlerts } from "@/lib/alerts/alerts";
import { listAlertsInput } from "@/lib/alerts/contract";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute({ role: "viewer", input: listAlertsInput, handler: listAlerts });
