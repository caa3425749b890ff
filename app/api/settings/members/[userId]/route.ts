import { appRoute } from "@/lib/http/app-route";
import { changeRoleInput, memberInput } from "@/lib/workspaces/contract";
import { changeRole, removeMember } from "@/lib/workspaces/members";

export const PATCH = appRoute({ role: "admin", input: changeRoleInput, handler: changeRole });

export const DELETE = appRoute({ role: "admin", input: memberInput, handler: removeMember });
