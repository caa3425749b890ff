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
import type { CampaignFunnel } from "@/lib/reports/campaign-funnel/definition";
import { silentByAge } from "@/lib/reports/fields";

const counts = Object.fromEntries(QUANTITIES.map((name) => [name, z.int().min(0)])) as Record<
  Quantity,
  z.ZodInt
>;

const ratio = (name: MetricName) =>
  z.number().min(0).max(1).nullable().describe(`${METRICS[name].numerator} ÷ ${METRICS[name].denominator}`);

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
  }),
  silentByAge,
});

/** A report's counters as the API gives them: every count and every rate by name. */
export function viewFunnel(funnel: CampaignFunnel): z.output<typeof campaignFunnelView> {
  const { counters } = funnel;
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
    },
    silentByAge: funnel.silentByAge,
  };
}

const quantitiesOf = (counters: Counters) =>
  Object.fromEntries(QUANTITIES.map((name) => [name, quantity(counters, name)])) as Record<Quantity, number>;
