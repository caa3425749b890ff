import { appRoute } from "@/lib/http/app-route";
import { removeDemo } from "@/lib/workspaces/remove-workspace-data";

/** Deletes the demo workspace with everything in it. */
export const POST = appRoute({ role: "admin", handler: removeDemo });
