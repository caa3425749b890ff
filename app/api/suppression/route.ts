import { appRoute } from "@/lib/http/app-route";
import { addSuppressions } from "@/lib/suppression/add-suppressions";
import { MAX_LIST_BYTES } from "@/lib/suppression/choices";
import { addSuppressionsInput } from "@/lib/suppression/definition";

/** Pasted numbers or a file's text. */
export const POST = appRoute({
  role: "operator",
  input: addSuppressionsInput,
  maxBytes: MAX_LIST_BYTES + 4096, // the list and what stands around it
  handler: (session, input) => addSuppressions(session, input, new Date()),
});
