import { testConnection } from "@/lib/connections/test-connection";
import { testConnectionInput } from "@/lib/connections/test-connection-contract";
import { appRoute } from "@/lib/http/app-route";

/** A harmless call to the provider with the saved credentials. */
export const POST = appRoute({ role: "operator", input: testConnectionInput, handler: testConnection });
