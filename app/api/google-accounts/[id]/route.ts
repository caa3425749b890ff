import { appRoute } from "@/lib/http/app-route";
import { removeAccount } from "@/lib/logs/accounts/accounts";
import { accountIdInput } from "@/lib/logs/contract";

export const DELETE = appRoute({ role: "admin", input: accountIdInput, handler: removeAccount });
