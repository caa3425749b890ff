import type { ClientBase, Pool } from "pg";
import { newCampaignKey } from "@/lib/campaigns/campaign-key";
import type { CampaignId } from "@/lib/domain/ids";
import { ensureCampaigns, findCampaignByKey } from "@/lib/ingest/store";

/** Tags and keys remembered at most; a sender that makes a campaign of every contact must not fill memory. */
const LIMIT = 100_000;

/** Campaigns by tag and by address key. Neither ever changes its campaign, so what is found stays valid. */
export class CampaignDirectory {
  private readonly byTag = new Map<string, CampaignId>();
  private readonly byKey = new Map<string, { workspaceId: number; id: CampaignId }>();

  /** @returns undefined for a tag that was not seen yet. */
  ofTag(workspaceId: number, tag: string): CampaignId | undefined {
    return this.byTag.get(`${workspaceId}|${tag}`);
  }

  async ofKey(pool: Pool, workspaceId: number, key: string): Promise<CampaignId | null> {
    const found = this.byKey.get(key) ?? (await findCampaignByKey(pool, key));
    if (!found) return null;
    remember(this.byKey, key, found);
    return found.workspaceId === workspaceId ? found.id : null;
  }

  /** Finds or makes the campaigns inside the caller's transaction. Remember them with `learn` after its commit. */
  ensure(client: ClientBase, wanted: readonly { workspaceId: number; tag: string }[]) {
    return ensureCampaigns(
      client,
      wanted.map((each) => ({ ...each, key: newCampaignKey() })),
    );
  }

  learn(campaigns: readonly { workspaceId: number; tag: string; id: CampaignId }[]): void {
    for (const { workspaceId, tag, id } of campaigns) remember(this.byTag, `${workspaceId}|${tag}`, id);
  }

  /** After a workspace was removed, its campaigns are gone. */
  forget(): void {
    this.byTag.clear();
    this.byKey.clear();
  }
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  if (map.size >= LIMIT) map.clear();
  map.set(key, value);
}
