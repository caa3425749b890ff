import { created } from "@/lib/http/answer";
import { appRoute } from "@/lib/http/app-route";
import { inviteInput } from "@/lib/workspaces/contract";
import { createInvite } from "@/lib/workspaces/invites";

export const POST = appRoute({
  role: "admin",
  input: inviteInput,
  handler: async (session, input) => created(await createInvite(session, input)),
});
