import { z } from "zod";
import { SILENT_AGES } from "@/lib/domain/campaign/silent-age";

/** Parts that several reports share. Times are ISO 8601 in UTC: results are plain JSON. */
export const instant = z.iso.datetime();
export const count = z.number().int();

export const counterFields = {
  attempted: count,
  sent: count,
  delivered: count,
  read: count,
  rejectedBeforeSent: count,
  rejectedAfterSent: count,
};

/** See FallbackCounters in the domain. */
export const fallbackFields = {
  triggered: count,
  calledForElse: count,
  heldOut: count,
  sentTo: count,
  recoveredBySms: count,
  recoveredByCall: count,
  doubleTouchedBySms: count,
  doubleTouchedByCall: count,
  /** Millionths of the workspace's currency. */
  spentMicros: count,
  doubleTouchedMicros: count,
};

export const silentByAge = z.array(z.object({ age: z.enum(SILENT_AGES), silent: count }));

/** Query string of every report about one campaign. */
export const campaignParams = z.strictObject({
  campaignId: z.coerce.number().int().positive().max(2_147_483_647),
});
