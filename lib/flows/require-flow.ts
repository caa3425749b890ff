import { AppError, refusal } from "@/lib/errors";

/** @throws AppError not_found, also for another workspace's flow */
export function requireFlow<Row>(row: Row | null): Row {
  if (row) return row;
  throw new AppError("not_found", "There is no such flow in this workspace.");
}

/** @throws AppError not_found, conflict for an archived flow */
export function requireOpenFlow<Row extends { archivedAt: Date | null }>(row: Row | null): Row {
  const flow = requireFlow(row);
  if (flow.archivedAt === null) return flow;
  throw refusal("conflict", "flow_archived", "This flow is archived. Bring it back first.");
}

/** @throws AppError not_found */
export function requireVersion<Row>(row: Row | null): Row {
  if (row) return row;
  throw new AppError("not_found", "This flow has no such version.");
}
