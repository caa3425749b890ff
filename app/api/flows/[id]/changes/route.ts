import { flowIdInput } from "@/lib/flows/contract";
import { unpublishedChanges } from "@/lib/flows/publish";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute({ role: "viewer", input: flowIdInput, handler: unpublishedChanges });
