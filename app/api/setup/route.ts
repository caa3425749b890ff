import { setupInput } from "@/lib/auth/contract";
import { completeSetup } from "@/lib/auth/setup";
import { created } from "@/lib/http/answer";
import { publicRoute } from "@/lib/http/app-route";
import { clientAddress } from "@/lib/http/client-address";

export const POST = publicRoute({
  why: "There is no user yet; the one-time token of the printed link is the proof.",
  input: setupInput,
  handler: async (_caller, input, request) =>
    created(await completeSetup(input, clientAddress(request.headers))),
});
