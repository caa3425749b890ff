/** What becomes of a request whose fate nobody can find out: it is left, or it is sent once more. */
export const UNKNOWN_POLICIES = ["prefer_miss", "prefer_duplicate"] as const;
export type UnknownPolicy = (typeof UNKNOWN_POLICIES)[number];
