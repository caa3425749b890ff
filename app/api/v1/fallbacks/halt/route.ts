import { operationRoute } from "@/lib/api/operation-route";
import { getHaltOperation, haltOperation, resumeOperation } from "@/lib/api/operations/fallback-rules";
import { getHalted, haltSending, resumeSending } from "@/lib/fallback/modes/halt";

export const GET = operationRoute(getHaltOperation, getHalted);
export const POST = operationRoute(haltOperation, haltSending);
export const DELETE = operationRoute(resumeOperation, resumeSending);
