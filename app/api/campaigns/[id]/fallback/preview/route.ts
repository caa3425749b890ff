import { previewAutomatic } from "@/lib/fallback/modes/campaign-fallback";
import { automaticPreviewInput } from "@/lib/fallback/modes/contract";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute({
  role: "operator",
  input: automaticPreviewInput,
  handler: (session, input) => previewAutomatic(session, input),
});
