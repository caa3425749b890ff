import { heatClass } from "@/components/ui/heat";
import { METRICS, type MetricName } from "@/lib/domain/campaign/metrics";

/**
 * Where the ramp of losses ends: half of everything lost is as bad as it is drawn. Losses of a few per cent
 * matter, and on a ramp up to 100 % they would all look alike.
 */
const WORST_LOSS = 0.5;

/** Background and text colour of a rate. */
export function metricHeat(metric: MetricName, rate: number | null): string {
  if (METRICS[metric].tendency === "good") return heatClass("good", rate);
  return heatClass("bad", rate === null ? null : Math.min(1, rate / WORST_LOSS));
}
