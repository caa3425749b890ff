import { created } from "@/lib/http/answer";
import { appRoute } from "@/lib/http/app-route";
import { addServiceAccount, listAccounts } from "@/lib/logs/accounts/accounts";
import { addServiceAccountInput } from "@/lib/logs/contract";

export const GET = appRoute({ role: "operator", handler: listAccounts });
export const POST = appRoute({
  role: "admin",
  input: addServiceAccountInput,
  handler: async (session, input) => created(await addServiceAccount(session, input)),
});
