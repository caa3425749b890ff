import { versionChangesInput } from "@/lib/flows/contract";
import { versionChanges } from "@/lib/flows/versions";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute({ role: "viewer", input: versionChangesInput, handler: versionChanges });
