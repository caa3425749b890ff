import { created } from "@/lib/http/answer";
import { publicRoute } from "@/lib/http/app-route";
import { clientAddress } from "@/lib/http/client-address";
import { joinInput } from "@/lib/workspaces/contract";
import { joinWithNewAccount } from "@/lib/workspaces/invites";

/** Accepts an invitation with a new account. */
export const POST = publicRoute({
  why: "The guest has no account yet; the invitation's token is the proof.",
  input: joinInput,
  handler: async (_caller, input, request) =>
    created(await joinWithNewAccount(input, clientAddress(request.headers))),
});
