import { z } from "zod";
import { idInput } from "@/lib/contracts/ids";
import { pageInput } from "@/lib/contracts/page";
import { instantInput, text } from "@/lib/contracts/text";
import { QUANTITIES } from "@/lib/domain/campaign/metrics";

/** "-" stands for messages that have none: an empty parameter would mean any. */
const valueOrNone = (max: number) => text(max).transform((value) => (value === "-" ? "" : value));

/** Query string of `/api/messages`: the list behind a number of a dashboard. */
export const messageListParams = z.strictObject({
  ...pageInput,
  campaignId: idInput.optional(),
  search: text(1000).trim().min(1).optional(),
  show: z.enum(QUANTITIES).optional(),
  /** First heard of in [from, to). */
  from: instantInput.optional(),
  to: instantInput.optional(),
  country: valueOrNone(2).optional(),
  template: valueOrNone(512).optional(),
  code: valueOrNone(200).optional(),
});
