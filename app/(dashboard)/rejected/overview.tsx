import { Summary } from "@/components/rejected/summary";
import type { Context } from "@/lib/auth/context";
import { readRejectedFilter, type SearchParams } from "@/lib/rejected/page-params";
import { rejectedSummary } from "@/lib/rejected/summary";

/** The figures above the list; from roll-ups, so they follow campaign and connection only. */
export async function RejectedOverview({ session, params }: { session: Context; params: SearchParams }) {
  const { campaignId, connectionId, country, from, to, search } = readRejectedFilter(params);
  const summary = await rejectedSummary(session, { campaignId, connectionId });
  if (summary.total === 0) return null;
  const narrowed = [country, from, to, search].some((value) => value !== undefined);
  return <Summary summary={summary} params={params} narrowed={narrowed} />;
}
