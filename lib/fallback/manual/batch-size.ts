/** People of one confirmation. */
export const MAX_BATCH = 10_000;
