import { z } from "zod";
import { TEST_STATUSES } from "@/lib/connections/test-statuses";
import { pathId } from "@/lib/contracts/ids";

export const testStatusInput = z.strictObject({
  id: pathId,
  status: z.enum(TEST_STATUSES).default("delivered"),
});

export const testStatusOutcome = z.object({
  /** HTTP status of the answer. */
  status: z.int(),
  body: z.string(),
  milliseconds: z.int(),
  message: z.object({ id: z.string(), campaignId: z.string() }).nullable(),
});
