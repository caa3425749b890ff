import { saveDraftInput } from "@/lib/flows/contract";
import { saveDraft } from "@/lib/flows/drafts";
import { MAX_FLOW_BYTES } from "@/lib/flows/file-limit";
import { appRoute } from "@/lib/http/app-route";

export const PUT = appRoute({
  role: "operator",
  input: saveDraftInput,
  maxBytes: MAX_FLOW_BYTES,
  handler: (session, input) => saveDraft(session, input),
});
