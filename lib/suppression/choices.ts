import { REASON_CLASSES } from "@/lib/domain/reason/classes";

/** Why a number must not be messaged: a reason class, or a person's decision. */
export const SUPPRESSION_REASONS = [...REASON_CLASSES, "manual"] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

/** Days after which a suppression ends; people install WhatsApp, and numbers get new owners. */
export const EXPIRY_DAYS = [30, 60, 90] as const;

/** Most numbers of one paste or file. */
export const MAX_NUMBERS = 100_000;
/** The same for a call of the API. */
export const MAX_NUMBERS_A_CALL = 10_000;
export const MAX_LIST_BYTES = 4_194_304;

export const SUPPRESSION_STATES = ["active", "expired", "all"] as const;
