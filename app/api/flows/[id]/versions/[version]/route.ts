import { versionInput } from "@/lib/flows/contract";
import { getVersion } from "@/lib/flows/versions";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute({ role: "viewer", input: versionInput, handler: getVersion });
