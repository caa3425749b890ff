import { appRoute } from "@/lib/http/app-route";
import { suppressRejectedInput } from "@/lib/suppression/definition";
import { suppressRejected } from "@/lib/suppression/suppress-rejected";

export const POST = appRoute({
  role: "operator",
  input: suppressRejectedInput,
  handler: (session, input) => suppressRejected(session, input, new Date()),
});
