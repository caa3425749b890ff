import { restoreVersionInput } from "@/lib/flows/contract";
import { restoreVersion } from "@/lib/flows/drafts";
import { appRoute } from "@/lib/http/app-route";

export const POST = appRoute({
  role: "operator",
  input: restoreVersionInput,
  handler: (session, input) => restoreVersion(session, input),
});
