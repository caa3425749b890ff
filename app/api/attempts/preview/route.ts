import { previewInput } from "@/lib/fallback/manual/contract";
import { previewManual } from "@/lib/fallback/manual/preview";
import { appRoute } from "@/lib/http/app-route";

export const POST = appRoute({
  role: "operator",
  input: previewInput,
  handler: (session, input) => previewManual(session, input),
});
