import { haltInput } from "@/lib/fallback/modes/contract";
import { haltSending, resumeSending } from "@/lib/fallback/modes/halt";
import { appRoute } from "@/lib/http/app-route";

/** The kill switch. */
export const POST = appRoute({ role: "operator", input: haltInput, handler: haltSending });
export const DELETE = appRoute({ role: "operator", input: haltInput, handler: resumeSending });
