import { flowIdInput } from "@/lib/flows/contract";
import { listVersions } from "@/lib/flows/versions";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute({ role: "viewer", input: flowIdInput, handler: listVersions });
