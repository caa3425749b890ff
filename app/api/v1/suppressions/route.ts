import { operationRoute } from "@/lib/api/operation-route";
import { listSuppressionsOperation, suppressRecipientsOperation } from "@/lib/api/operations/suppressions";
import { suppressRecipients } from "@/lib/suppression/add-suppressions";
import { pageSuppressions } from "@/lib/suppression/list-suppressions";

export const GET = operationRoute(listSuppressionsOperation, pageSuppressions);
export const POST = operationRoute(suppressRecipientsOperation, (ctx, input) =>
  suppressRecipients(ctx, input),
);
