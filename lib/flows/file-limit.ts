/** A step and its settings may not make a file of megabytes: 200 steps with long texts fit well. */
export const MAX_FLOW_BYTES = 2 * 1_048_576;
