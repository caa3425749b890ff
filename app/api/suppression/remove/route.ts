import { appRoute } from "@/lib/http/app-route";
import { removeSuppressionsInput } from "@/lib/suppression/definition";
import { removeSuppressions } from "@/lib/suppression/remove-suppressions";

/** POST, because a list of ids is too long for an address. */
export const POST = appRoute({
  role: "operator",
  input: removeSuppressionsInput,
  handler: removeSuppressions,
});
