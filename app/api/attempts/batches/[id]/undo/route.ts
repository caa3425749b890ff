import { batchIdInput } from "@/lib/fallback/manual/contract";
import { undoBatch } from "@/lib/fallback/manual/send-now";
import { appRoute } from "@/lib/http/app-route";

export const POST = appRoute({
  role: "operator",
  input: batchIdInput,
  handler: (session, input) => undoBatch(session, input),
});
