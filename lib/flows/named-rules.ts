import "server-only";
import type { Db } from "@/lib/db/transaction";
import type { FlowDefinition } from "@/lib/domain/flow/definition";
import type { WorkspaceId } from "@/lib/domain/ids";
import { refusal } from "@/lib/errors";
import { holdRules } from "@/lib/fallback/rules/list-rules";
import type { FlowReferences } from "@/lib/flows/contract";

/** Rules that the definition's fallback steps name, held until the transaction ends: see `holdRules`. */
const heldRulesOf = (db: Db, workspaceId: WorkspaceId, { steps }: FlowDefinition) =>
  holdRules(
    db,
    workspaceId,
    steps.flatMap((step) => (step.type === "fallback" && step.ruleId !== null ? [step.ruleId] : [])),
  );

/** What a definition may name, without the rules that were archived since that was read. */
export async function withHeldRules(
  db: Db,
  workspaceId: WorkspaceId,
  definition: FlowDefinition,
  references: FlowReferences,
): Promise<FlowReferences> {
  const held = await heldRulesOf(db, workspaceId, definition);
  const gone = new Set(held.filter(({ isArchived }) => isArchived).map(({ id }) => String(id)));
  return { ...references, rules: references.rules.filter(({ id }) => !gone.has(id)) };
}

/**
 * A flow that comes back must not fall back by a rule that was archived meanwhile: its step would do nothing, and
 * nobody would notice.
 * @throws AppError conflict
 */
export async function requireRulesInUse(
  db: Db,
  workspaceId: WorkspaceId,
  definition: FlowDefinition,
): Promise<void> {
  const archived = (await heldRulesOf(db, workspaceId, definition)).filter(({ isArchived }) => isArchived);
  if (archived.length === 0) return;
  const names = archived.map(({ name }) => `“${name}”`).join(", ");
  throw refusal(
    "conflict",
    "flow_rule_archived",
    `This flow falls back by ${names}, which ${archived.length === 1 ? "is" : "are"} archived. Restore the ${archived.length === 1 ? "rule" : "rules"} first.`,
    { rules: archived.length, names },
  );
}
