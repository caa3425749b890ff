import { apiKeyIdInput } from "@/lib/api-keys/contract";
import { revokeApiKey } from "@/lib/api-keys/manage";
import { appRoute } from "@/lib/http/app-route";

export const DELETE = appRoute({ role: "admin", input: apiKeyIdInput, handler: revokeApiKey });
