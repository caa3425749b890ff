import "server-only";
import { cache } from "react";
import type { Session } from "@/lib/auth/session";
import type { CampaignFunnel } from "./campaign-funnel/definition";
import { readCampaignFunnel } from "./campaign-funnel/read";
import { campaignParams } from "./fields";

/** A campaign for a page, by the id in its address; null where the workspace has none. Read once a request. */
export const loadCampaign = cache(async (session: Session, id: string): Promise<CampaignFunnel | null> => {
  const parsed = campaignParams.safeParse({ campaignId: id });
  return parsed.success ? readCampaignFunnel(session.workspaceId, parsed.data.campaignId) : null;
});
