import { operationRoute } from "@/lib/api/operation-route";
import { getUnpublishedChangesOperation } from "@/lib/api/operations/flows";
import { unpublishedChanges } from "@/lib/flows/publish";

export const GET = operationRoute(getUnpublishedChangesOperation, unpublishedChanges);
