import { created } from "@/lib/http/answer";
import { appRoute } from "@/lib/http/app-route";
import { createWorkspaceInput } from "@/lib/workspaces/contract";
import { createWorkspace } from "@/lib/workspaces/settings";

/** A further workspace, with the caller as its admin. */
export const POST = appRoute({
  role: "admin",
  input: createWorkspaceInput,
  handler: async (session, input) => created(await createWorkspace(session, input)),
});
