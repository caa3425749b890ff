/** What happened to a visit of a step. */
export const VISIT_STATES = ["succeeded", "failed", "inProgress", "cancelled"] as const;
export type VisitState = (typeof VISIT_STATES)[number];
