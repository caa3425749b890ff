import { acknowledgeAlert } from "@/lib/alerts/alerts";
import { alertIdInput } from "@/lib/alerts/contract";
import { appRoute } from "@/lib/http/app-route";

export const POST = appRoute({ role: "operator", input: alertIdInput, handler: acknowledgeAlert });
