import { operationRoute } from "@/lib/api/operation-route";
import { saveFlowDraftOperation } from "@/lib/api/operations/flows";
import { saveDraft } from "@/lib/flows/drafts";

export const PUT = operationRoute(saveFlowDraftOperation, (ctx, input) => saveDraft(ctx, input));
