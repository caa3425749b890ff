import { operationRoute } from "@/lib/api/operation-route";
import { releaseRecipientsOperation } from "@/lib/api/operations/suppressions";
import { removeSuppressions } from "@/lib/suppression/remove-suppressions";

export const POST = operationRoute(releaseRecipientsOperation, removeSuppressions);
