import { digestInput } from "@/lib/alerts/contract";
import { saveDigest } from "@/lib/alerts/settings";
import { appRoute } from "@/lib/http/app-route";

export const PATCH = appRoute({ role: "viewer", input: digestInput, handler: saveDigest });
