import { parseArgs } from "node:util";
import { Client } from "pg";
import { recordingProvider } from "@/lib/fallback/testing/recording-provider";
import { meta } from "@/lib/providers/meta";
import { startInstance } from "../../support/instance";
import { baselineOf } from "./baseline";
import { prepareCampaign } from "./prepare-campaign";

// From a rejecting webhook's arrival to the request that reaches the SMS provider, at a steady rate, through
// the running product. The baseline is the least that any sender must do in the same run on the same
// machine: one committed row, then the request.
const { values } = parseArgs({
  options: {
    rate: { type: "string", default: "200" },
    seconds: { type: "string", default: "15" },
    json: { type: "boolean", default: false },
  },
});
const rate = Number(values.rate);
const total = rate * Number(values.seconds);
const say = (text: string) => process.stderr.write(`${text}\n`);
const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
const appSecret = "benchmark-app-secret";

/** When the request for each attempt reached the provider; the first counts, the others are duplicates. */
const arrived = new Map<string, number>();
const provider = await recordingProvider();
provider.treat = ({ attemptId }) => {
  if (!arrived.has(attemptId)) arrived.set(attemptId, performance.now());
  return { answer: 200 };
};
say("Starting an instance of its own …");
const instance = await startInstance({ unsafeFast: false, env: { ALLOW_PRIVATE_ADDRESSES: "true" } });
const client = new Client({ connectionString: instance.databaseUrl });
await client.connect();
const { webhookPath } = await prepareCampaign(instance, client, appSecret, provider.url);

const url = `${instance.url}${webhookPath}`;
const sent = new Map<string, number>();
/** A delivery beside every rejection: a campaign in which nearly all is rejected stops by itself. */
const requests = Array.from({ length: total * 2 }, (_, i) => {
  const rejected = i % 2 === 0;
  const providerMessageId = `wamid.fallback.${i}`;
  const event = {
    providerMessageId,
    status: rejected ? ("rejected" as const) : ("delivered" as const),
    occurredAt: Date.now(),
    recipient: `+447700900${String(i % 1000).padStart(3, "0")}`,
    sender: "+12025550100",
    tag: "benchmark",
    ...(rejected && { errorCode: "131026" }),
  };
  return { providerMessageId, rejected, ...meta.compose(event, { url }, { appSecret }, Date.now()) };
});
say(`Sending ${total} rejections at ${rate}/s …`);
const started = performance.now();
const answers = await Promise.all(
  requests.map(async ({ providerMessageId, rejected, headers, body }, i) => {
    await new Promise((resolve) =>
      setTimeout(resolve, (i / rate / 2) * 1000 - (performance.now() - started)),
    );
    sent.set(providerMessageId, performance.now());
    const answer = await fetch(url, {
      method: "POST",
      headers: headers as Record<string, string>,
      body: Buffer.from(body),
    });
    await answer.arrayBuffer();
    return { rejected, status: answer.status };
  }),
);
const acknowledged = answers.filter(({ rejected, status }) => rejected && status === 200).length;
for (let waited = 0; arrived.size < acknowledged && waited < 300; waited++)
  await new Promise((resolve) => setTimeout(resolve, 100));

const { rows } = await client.query<{ id: string; message: string }>(
  "SELECT a.id, m.provider_message_id AS message FROM fallback_attempt a JOIN message m ON m.workspace_id = a.workspace_id AND m.id = a.message_id",
);
const latencies = rows
  .flatMap(({ id, message }) => {
    const [from, to] = [sent.get(message), arrived.get(id)];
    return from === undefined || to === undefined ? [] : [to - from];
  })
  .sort((a, b) => a - b);
const baseline = await baselineOf(client, provider.url, 200);
await client.end();
await instance.stop();
await provider.close();

const result = {
  p50Ms: Math.round(at(latencies, 0.5)),
  p99Ms: Math.round(at(latencies, 0.99)),
  sent: provider.received.length - baseline.requests,
  lost: acknowledged - latencies.length,
  duplicated: provider.received.length - new Set(provider.received).size,
};
say(
  `${acknowledged} of ${total} webhooks acknowledged; committing one row and one request take ${baseline.p50Ms.toFixed(1)} ms alone: p50 is ${(result.p50Ms / baseline.p50Ms).toFixed(0)} times that`,
);
process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : `${JSON.stringify(result, null, 2)}\n`);
process.exit(result.lost > 0 || result.duplicated > 0 || acknowledged < total ? 1 : 0);
