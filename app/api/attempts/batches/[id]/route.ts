import { batchIdInput } from "@/lib/fallback/manual/contract";
import { getBatch } from "@/lib/fallback/manual/send-now";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute({
  role: "viewer",
  input: batchIdInput,
  handler: (session, input) => getBatch(session, input),
});
