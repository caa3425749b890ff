import type { Client } from "pg";
import type { Instance } from "../../support/instance";

/** A campaign in automatic mode with an SMS rule whose connection leads to `providerUrl`. @returns where its statuses go */
export async function prepareCampaign(
  instance: Pick<Instance, "url" | "apiKey">,
  client: Client,
  appSecret: string,
  providerUrl: string,
): Promise<{ readonly webhookPath: string }> {
  const make = async (provider: string, settings: Record<string, string>) => {
    const answer = await fetch(`${instance.url}/api/v1/connections`, {
      method: "POST",
      headers: { authorization: `Bearer ${instance.apiKey}`, "content-type": "application/json" },
      body: JSON.stringify({ provider, name: provider, settings }),
    });
    if (answer.status !== 201)
      throw new Error(`creating a connection: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { id: string; key: string };
  };
  const whatsapp = await make("meta", { appSecret, verifyToken: "benchmark-verify-token" });
  const sms = await make("simulator", { apiBase: providerUrl });
  const rule = {
    trigger: { on: "rejected", classes: ["unreachable"], codes: [] },
    steps: [
      {
        channel: "sms",
        connectionId: Number(sms.id),
        from: "+12025550100",
        waitMinutes: 0,
        text: "Hello {{name|there}}",
        validityMinutes: null,
      },
    ],
    // The people repeat, since only so many numbers are reserved for fiction.
    limits: {
      quiet: null,
      campaignBudgetMicros: 1e12,
      dayBudgetMicros: 1e12,
      perPersonHours: 0,
      maxAgeHours: 24,
    },
    holdoutPercent: 0,
  };
  await client.query("UPDATE connection SET send_rate = 1000 WHERE id = $1", [Number(sms.id)]);
  await client.query(
    `WITH r AS (INSERT INTO fallback_rule (workspace_id, name) SELECT id, 'Benchmark' FROM workspace RETURNING workspace_id, id),
       p AS (INSERT INTO price SELECT id, 'sms', '*', '*', '2020-01-01', 10000, 'USD' FROM workspace),
       v AS (INSERT INTO fallback_rule_version (workspace_id, rule_id, version, definition, created_by) SELECT workspace_id, id, 1, $1, 'benchmark' FROM r)
     INSERT INTO campaign (workspace_id, key, name, tag, fallback_mode, fallback_rule_id, fallback_swept_at)
     SELECT workspace_id, 'benchmark-campaign', 'Benchmark', 'benchmark', 'automatic', id, now() FROM r`,
    [JSON.stringify(rule)],
  );
  await new Promise((resolve) => setTimeout(resolve, 1500)); // the ingest looks for new rules every second
  return { webhookPath: `/api/webhooks/${whatsapp.key}` };
}
