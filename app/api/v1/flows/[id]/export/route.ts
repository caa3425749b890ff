import { exportFlowOperation } from "@/lib/api/operations/flow-exchange";
import { exportFlow } from "@/lib/flows/exchange";
import { apiRoute } from "@/lib/http/api-route";

export const GET = apiRoute({
  scope: exportFlowOperation.scope,
  input: exportFlowOperation.input,
  handler: exportFlow,
});
