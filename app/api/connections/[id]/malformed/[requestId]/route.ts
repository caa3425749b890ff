import { malformedBody } from "@/lib/connections/connection-health";
import { malformedInput, showBytes } from "@/lib/connections/show-bytes";
import { appRoute } from "@/lib/http/app-route";

/** The start of a request that could not be read, as text in JSON: never as bytes that a browser would run. */
export const GET = appRoute({
  role: "operator",
  input: malformedInput,
  handler: async (session, input) => showBytes(await malformedBody(session, input)),
});
