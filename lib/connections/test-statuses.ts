/** Statuses that a test can pretend. */
export const TEST_STATUSES = ["sent", "delivered", "read", "rejected"] as const;
