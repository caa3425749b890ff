import { z } from "zod";
import { ATTEMPT_STATES } from "@/lib/domain/fallback/attempt";
import { count, instant } from "@/lib/reports/fields";

/** Query string: one campaign, or all of the workspace. */
export const fallbackParams = z.strictObject({
  campaignId: z.coerce.number().int().positive().max(2_147_483_647).optional(),
});

const micros = z.number().int();
const estimate = z.object({ value: z.number(), low: z.number(), high: z.number() });
const group = z.object({ reached: count, people: count, rate: estimate.nullable() });

/** What did fallbacks bring, and what did they cost? Counts are messages, unless they say attempts. */
export const fallbackReport = z.object({
  asOf: instant,
  currency: z.string(),
  attempts: count,
  channels: z.array(
    z.object({ channel: z.enum(["sms", "voice"]), byState: z.record(z.enum(ATTEMPT_STATES), count) }),
  ),
  /** Calls. */
  answered: count,
  confirmed: count,
  /** Rejected now, or a fallback was called for. */
  missed: count,
  /** Not delivered on WhatsApp when the fallback left, and reached by it. */
  recovered: count,
  /** Of the recovered: delivered on WhatsApp later as well. */
  doubleTouched: count,
  doubleTouchedMicros: micros,
  netRecovered: count,
  /** Null where nobody was missed. */
  recoveryRate: z.number().nullable(),
  spentMicros: micros,
  /** Null where nobody was recovered. */
  costPerRecoveredMicros: z.number().nullable(),
  /** Null where no rule keeps anybody without fallback. */
  holdout: z
    .object({ treated: group, held: group, difference: estimate.nullable(), isClear: z.boolean() })
    .nullable(),
});
export type FallbackReport = z.output<typeof fallbackReport>;
