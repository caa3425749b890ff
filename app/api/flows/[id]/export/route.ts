import { exportFlow } from "@/lib/flows/exchange";
import { exportFlowInput } from "@/lib/flows/exchange-contract";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute({ role: "viewer", input: exportFlowInput, handler: exportFlow });
