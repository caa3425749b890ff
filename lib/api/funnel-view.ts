import { z } from "zod";
import { id } from "@/lib/contracts/ids";
import { instant } from "@/lib/contracts/text";
import type { Counters } from "@/lib/domain/campaign/counters";
import {
  METRICS,
  type MetricName,
  QUANTITIES,
  type Quantity,
  quantity,
  rate,
} from "@/lib/domain/campaign/metrics";
import {
  doubleTouched,
  netRecovered,
  reach,
  reached,
  reachWithout,
  recovered,
  recoveryRate,
} from "@/lib/domain/fallback/people";
import type { CampaignFunnel } from "@/lib/reports/campaign-funnel/definition";
import { silentByAge } from "@/lib/reports/fields";

const counts = Object.fromEntries(QUANTITIES.map((name) => [name, z.int().min(0)])) as Record<
  Quantity,
  z.ZodInt
>;

const ratio = (name: MetricName) =>
  z.number().min(0).max(1).nullable().describe(`${METRICS[name].numerator} ÷ ${METRICS[name].denominator}`);

const messages = (what: string) => z.int().min(0).describe(what);
const micros = (what: string) => z.int().describe(`${what} Millionths of \`currency\`.`);
const ofFallback = (formula: string) => z.number().min(0).nullable().describe(formula);

/** Counts messages, as the rest of the funnel does. */
const fallbackView = z.strictObject({
  triggered: messages("A fallback was called for, whatever came of it."),
  heldOut: messages("Kept without fallback by a rule, to measure what it brings."),
  sentTo: messages("At least one attempt left."),
  recovered: messages("Not delivered on WhatsApp when the fallback left, and reached by it."),
  recoveredBySms: messages("Of the recovered: by SMS."),
  recoveredByCall: messages("Of the recovered: by a call."),
  doubleTouched: messages("Of the recovered: delivered on WhatsApp later as well."),
  netRecovered: messages("recovered − doubleTouched"),
  reached: messages("Delivered on any channel: delivered + netRecovered."),
  currency: z.string().describe("ISO 4217."),
  spentMicros: micros("Prices of all attempts that left, estimates where the provider told none."),
  doubleTouchedMicros: micros("Of this: for the double-touched."),
});

export const campaignFunnelView = z.strictObject({
  campaignId: id,
  name: z.string(),
  asOf: instant,
  ...counts,
  rates: z.strictObject({
    sentRate: ratio("sentRate"),
    deliveryRate: ratio("deliveryRate"),
    readRate: ratio("readRate"),
    rejectionRate: ratio("rejectionRate"),
    silentRate: ratio("silentRate"),
    recoveryRate: ofFallback("recovered ÷ (rejected + others for whom a fallback was called for)"),
    reach: ofFallback("(delivered + netRecovered) ÷ attempted"),
    reachWithoutFallback: ofFallback("delivered ÷ attempted"),
  }),
  fallback: fallbackView,
  silentByAge,
});

/** A report's counters as the API gives them: every count and every rate by name. */
export function viewFunnel(funnel: CampaignFunnel): z.output<typeof campaignFunnelView> {
  const { counters, fallback } = funnel;
  return {
    campaignId: String(funnel.id),
    name: funnel.name,
    asOf: funnel.asOf,
    ...quantitiesOf(counters),
    rates: {
      sentRate: rate(counters, "sentRate"),
      deliveryRate: rate(counters, "deliveryRate"),
      readRate: rate(counters, "readRate"),
      rejectionRate: rate(counters, "rejectionRate"),
      silentRate: rate(counters, "silentRate"),
      recoveryRate: recoveryRate(counters, fallback),
      reach: reach(counters, fallback),
      reachWithoutFallback: reachWithout(counters),
    },
    fallback: {
      triggered: fallback.triggered,
      heldOut: fallback.heldOut,
      sentTo: fallback.sentTo,
      recovered: recovered(fallback),
      recoveredBySms: fallback.recoveredBySms,
      recoveredByCall: fallback.recoveredByCall,
      doubleTouched: doubleTouched(fallback),
      netRecovered: netRecovered(fallback),
      reached: reached(counters, fallback),
      currency: funnel.currency,
      spentMicros: fallback.spentMicros,
      doubleTouchedMicros: fallback.doubleTouchedMicros,
    },
    silentByAge: funnel.silentByAge,
  };
}

const quantitiesOf = (counters: Counters) =>
  Object.fromEntries(QUANTITIES.map((name) => [name, quantity(counters, name)])) as Record<Quantity, number>;
