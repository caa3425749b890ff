import "server-only";
import type { WorkspaceId } from "@/lib/domain/ids";
import { queryFallbackPeople } from "@/lib/reports/fallback/query";
import type { CampaignFunnel } from "./definition";
import { queryCampaignFunnel } from "./query";
import { shapeCampaignFunnel } from "./shape";

/** A campaign's numbers, or null where the workspace has no such campaign. */
export async function readCampaignFunnel(
  workspaceId: WorkspaceId,
  campaignId: number,
): Promise<CampaignFunnel | null> {
  const [row, people] = await Promise.all([
    queryCampaignFunnel(workspaceId, campaignId),
    queryFallbackPeople(workspaceId, campaignId),
  ]);
  return row && shapeCampaignFunnel(row, people);
}
