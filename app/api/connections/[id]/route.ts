import { connectionIdInput, updateConnectionInput } from "@/lib/connections/contract";
import { removeConnection } from "@/lib/connections/remove-connection";
import { updateConnection } from "@/lib/connections/update-connection";
import { appRoute } from "@/lib/http/app-route";

export const PATCH = appRoute({ role: "admin", input: updateConnectionInput, handler: updateConnection });

export const DELETE = appRoute({ role: "admin", input: connectionIdInput, handler: removeConnection });
