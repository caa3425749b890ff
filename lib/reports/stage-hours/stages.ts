/** Columns that are at most drawn; what came later is one more column, so that rows add up to the funnel. */
export const SHOWN_HOURS = 48;

export const STAGES = ["sent", "delivered", "read", "rejected"] as const;
export type Stage = (typeof STAGES)[number];
