import type { Pool } from "pg";
import { withRetry } from "@/lib/db/in-transaction";
import type { Rule } from "@/lib/domain/fallback/rule";
import type { CampaignId, ConnectionId, WorkspaceId } from "@/lib/domain/ids";
import type { IncomingStatus } from "@/lib/ingest/incoming";

const SMS_AT_ONCE: Rule = {
  trigger: { on: "rejected", classes: ["unreachable"], codes: [] },
  steps: [
    {
      channel: "sms",
      connectionId: 2,
      from: "+12025550100",
      waitMinutes: 0,
      text: "Hello",
      validityMinutes: null,
    },
  ],
  limits: {
    quiet: null,
    campaignBudgetMicros: 1_000_000_000,
    dayBudgetMicros: 1_000_000_000,
    perPersonHours: 0,
    maxAgeHours: 24,
  },
  holdoutPercent: 0,
};

/** Workspace 1 with campaign 1 in automatic mode, WhatsApp by connection 1, SMS by the simulator's connections 2 and 3. */
export async function automaticCampaign(pool: Pool): Promise<void> {
  // Again, when somebody's look at the same tables was in the way.
  await withRetry(() =>
    pool.query(`TRUNCATE workspace, fallback_attempt, fallback_attempt_log, fallback_spend, message, status_event CASCADE;
    INSERT INTO workspace (id, name) VALUES (1, 'one');
    INSERT INTO connection (workspace_id, id, provider, name, key, secrets, send_rate) VALUES (1, 1, 'meta', 'WhatsApp', 'k1', '', 10),
      (1, 2, 'simulator', 'SMS', 'k2', '', 10000), (1, 3, 'simulator', 'Other', 'k3', '', 10000);
    INSERT INTO fallback_rule (workspace_id, id, name) VALUES (1, 1, 'Rule');
    INSERT INTO campaign (workspace_id, id, key, name, tag, fallback_mode, fallback_rule_id, fallback_swept_at)
      VALUES (1, 1, 'c1', 'Autumn', 'autumn', 'automatic', 1, now() - interval '10 s')`),
  );
  await pool.query(
    "INSERT INTO fallback_rule_version (workspace_id, rule_id, version, definition, created_by) VALUES (1, 1, 1, $1, 'test')",
    [JSON.stringify(SMS_AT_ONCE)],
  );
}

/** The n-th message's rejection: number not on WhatsApp. */
export const rejection = (n: number, over: Partial<IncomingStatus> = {}): IncomingStatus => ({
  workspaceId: 1 as WorkspaceId,
  connectionId: 1 as ConnectionId,
  campaignId: 1 as CampaignId,
  campaignSource: 2,
  channel: "whatsapp",
  providerMessageId: `m${n}`,
  status: "rejected",
  rawStatus: over.status ?? "failed",
  errorCode: "131026",
  occurredAt: Date.now(),
  receivedAt: Date.now(),
  recipient: `+1202555${String(100 + (n % 100)).padStart(4, "0")}`,
  country: "US",
  timeZone: "America/New_York",
  ...over,
});
