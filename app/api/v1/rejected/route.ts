import { operationRoute } from "@/lib/api/operation-route";
import { listRejectedOperation } from "@/lib/api/operations/messages";
import { listRejected } from "@/lib/rejected/list-rejected";

export const GET = operationRoute(listRejectedOperation, listRejected);
