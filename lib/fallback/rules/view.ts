import "server-only";
import { AppError } from "@/lib/errors";
import type { RuleView } from "@/lib/fallback/rules/contract";
import type { RuleRow } from "@/lib/fallback/rules/store";

/** @throws AppError not_found, also for another workspace's rule */
export function requireRule<Row>(row: Row | null): Row {
  if (row) return row;
  throw new AppError("not_found", "There is no such fallback rule in this workspace.");
}

/** As it was saved: a version stays readable also when later ones are checked more strictly. */
export const asDefinition = (stored: unknown) => stored as RuleView["definition"];

export const viewRule = ({ id, changedAt, archivedAt, definition, ...row }: RuleRow): RuleView => ({
  ...row,
  id: String(id),
  definition: asDefinition(definition),
  changedAt: changedAt.toISOString(),
  archivedAt: archivedAt?.toISOString() ?? null,
});
