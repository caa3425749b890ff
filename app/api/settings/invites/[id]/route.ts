import { appRoute } from "@/lib/http/app-route";
import { inviteIdInput } from "@/lib/workspaces/contract";
import { revokeInvite } from "@/lib/workspaces/invites";

export const DELETE = appRoute({ role: "admin", input: inviteIdInput, handler: revokeInvite });
