import { MAX_FLOW_BYTES } from "@/lib/flows/file-limit";
import { testRun } from "@/lib/flows/test-run";
import { testRunInput } from "@/lib/flows/test-run-contract";
import { appRoute } from "@/lib/http/app-route";

/** Sends nothing and keeps nothing. */
export const POST = appRoute({
  role: "operator",
  input: testRunInput,
  maxBytes: MAX_FLOW_BYTES,
  handler: (session, input) => testRun(session, input),
});
