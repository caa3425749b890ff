import { appRoute } from "@/lib/http/app-route";
import { memberInput } from "@/lib/workspaces/contract";
import { endMemberSessions } from "@/lib/workspaces/members";

/** Signs a member out everywhere. */
export const DELETE = appRoute({ role: "admin", input: memberInput, handler: endMemberSessions });
