import { sendTestStatus } from "@/lib/connections/send-test-status";
import { testStatusInput } from "@/lib/connections/test-status-contract";
import { appRoute } from "@/lib/http/app-route";

export const POST = appRoute({
  role: "operator",
  input: testStatusInput,
  handler: (session, input) => sendTestStatus(session, input, new Date()),
});
