import { accountRoute } from "@/lib/http/app-route";
import { inviteTokenInput } from "@/lib/workspaces/contract";
import { joinAsMyself } from "@/lib/workspaces/invites";

/** Accepts an invitation as the person who is signed in. */
export const POST = accountRoute({
  input: inviteTokenInput,
  handler: (identity, { token }) => joinAsMyself(identity, token),
});
