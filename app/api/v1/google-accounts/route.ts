import { operationRoute } from "@/lib/api/operation-route";
import { addGoogleAccountOperation, listGoogleAccountsOperation } from "@/lib/api/operations/logs";
import { addServiceAccount, listAccounts } from "@/lib/logs/accounts/accounts";

export const GET = operationRoute(listGoogleAccountsOperation, listAccounts);
export const POST = operationRoute(addGoogleAccountOperation, addServiceAccount);
