import { appRoute } from "@/lib/http/app-route";
import { endpointIdInput, updateEndpointInput } from "@/lib/webhooks-out/contract";
import { removeEndpoint, updateEndpoint } from "@/lib/webhooks-out/endpoints";

export const PATCH = appRoute({ role: "admin", input: updateEndpointInput, handler: updateEndpoint });
export const DELETE = appRoute({ role: "admin", input: endpointIdInput, handler: removeEndpoint });
