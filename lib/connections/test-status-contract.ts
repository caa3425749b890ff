import { z } from "zod";
import { pathId } from "@/lib/contracts/ids";

export const TEST_STATUSES = ["sent", "delivered", "read", "rejected"] as const;

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
