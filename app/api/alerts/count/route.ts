import { countOpen } from "@/lib/alerts/alerts";
import { appRoute } from "@/lib/http/app-route";

export const GET = appRoute({ role: "viewer", handler: countOpen });
