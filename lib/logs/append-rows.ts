import "server-only";
import type { ClientBase } from "pg";
import { insertLogRows, type NewLogRow } from "@/lib/logs/store";

/**
 * What a flow's log step calls, in the transaction that moves its run on: a row is there exactly when the step
 * was passed. Rows of one call keep their order.
 */
export const appendLogRows = (client: ClientBase, rows: readonly NewLogRow[]): Promise<void> =>
  insertLogRows(client, rows);
