import { connectionIdInput } from "@/lib/connections/contract";
import { revealGenerated } from "@/lib/connections/get-connection";
import { appRoute } from "@/lib/http/app-route";

/** The values that we made up and that an admin enters at the provider. */
export const GET = appRoute({ role: "admin", input: connectionIdInput, handler: revealGenerated });
