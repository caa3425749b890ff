import "server-only";
import type { Session } from "@/lib/auth/session";
import { type Overview, type OverviewParams, overviewParams } from "./overview/definition";
import { REPORTS } from "./registry";

/**
 * The overview for a page, by the parameters in its address; null where they make no sense, which the page
 * then settles by itself.
 */
export async function loadOverview(
  session: Session,
  { period, from, to, archived }: Readonly<Record<string, string | string[] | undefined>>,
): Promise<{ query: OverviewParams; data: Overview } | null> {
  const days = period === "custom" ? { from, to } : {};
  const parsed = overviewParams.safeParse({ period, archived, ...days });
  if (!parsed.success) return null;
  return {
    query: parsed.data,
    data: (await REPORTS.overview.run(session, parsed.data, Date.now())) as Overview,
  };
}
