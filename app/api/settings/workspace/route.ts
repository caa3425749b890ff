import { appRoute } from "@/lib/http/app-route";
import { updateWorkspaceInput } from "@/lib/workspaces/contract";
import { updateWorkspace } from "@/lib/workspaces/settings";

/** Name, language, time zone and retention of the workspace. */
export const PATCH = appRoute({ role: "admin", input: updateWorkspaceInput, handler: updateWorkspace });
