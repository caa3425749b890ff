import type { ClientBase } from "pg";
import { type FlowSuppression, putSuppressionsOfFlows } from "@/lib/suppression/store";

/** Numbers that flows put on the list, together with how their runs go on. */
export const suppressByFlow = (client: ClientBase, rows: readonly FlowSuppression[]): Promise<void> =>
  putSuppressionsOfFlows(client, rows);
