import { parseArgs } from "node:util";
import { Client } from "pg";
import { freePort } from "@/lib/db/embedded";
import { recordingProvider } from "@/lib/fallback/testing/recording-provider";
import { meta } from "@/lib/providers/meta";
import { type RoleProcess, startInstallation } from "../../support/roles";
import { prepareCampaign } from "../fallback/prepare-campaign";
import { verifyStored } from "../ingest/verify";
import { signedIn } from "../reports/ask";
import { startBalancer } from "./balancer";
import { keepAsking } from "./keep-asking";

// Two processes of each role behind a load balancer, each restarted in turn as an operator would, while
// providers call and people look. Right is: no request is answered with an error, nothing acknowledged is lost
// or counted twice, and no fallback leaves twice.
const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
const say = (text: string) => process.stderr.write(`${text}\n`);
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const APP_SECRET = "benchmark-app-secret";
/** Seconds that a process goes on serving after it was told to stop; the balancer needs a fifth of it. */
const STOP_DELAY = 3;
/** Longest that fallbacks may take to leave after the last restart. */
const SETTLE_WITHIN = 90_000;

const provider = await recordingProvider();
const port = await freePort();
const installation = await startInstallation({
  PUBLIC_URL: `http://127.0.0.1:${port}`,
  STOP_DELAY: String(STOP_DELAY),
  ALLOW_PRIVATE_ADDRESSES: "true",
});
say("Starting two processes of each role …");
const processes: RoleProcess[] = [];
for (const role of ["ingest", "web", "worker", "ingest", "web", "worker"] as const)
  processes.push(await installation.add(role));
const portsOf = (role: RoleProcess["role"]) =>
  processes.filter((each) => each.role === role).map((each) => each.port);
const balancer = await startBalancer(portsOf("ingest"), portsOf("web"), port);
await pause(1000);
const { url } = balancer;
const client = new Client({ connectionString: installation.databaseUrl });
await client.connect();
const { webhookPath } = await prepareCampaign(
  { url, apiKey: installation.apiKey },
  client,
  APP_SECRET,
  provider.url,
);

const STATUSES = ["sent", "delivered", "read"] as const;
const acknowledged: { providerMessageId: string; status: (typeof STATUSES)[number] | "rejected" }[] = [];

/** One of ten messages is rejected; the others come to be read. */
async function sendStatus(n: number): Promise<string | null> {
  const message = Math.floor(n / STATUSES.length);
  const stage = STATUSES[n % STATUSES.length] ?? "sent";
  const status = message % 10 === 0 && stage !== "sent" ? "rejected" : stage;
  const providerMessageId = `wamid.rolling.${message}`;
  const { headers, body } = meta.compose(
    {
      providerMessageId,
      status,
      occurredAt: Date.now(),
      recipient: `+447700900${String(message % 1000).padStart(3, "0")}`,
      sender: "+12025550100",
      tag: "benchmark",
      ...(status === "rejected" && { errorCode: "131026" }),
    },
    { url: url + webhookPath },
    { appSecret: APP_SECRET },
    Date.now(),
  );
  const answer = await fetch(url + webhookPath, {
    method: "POST",
    headers: headers as Record<string, string>,
    body: Buffer.from(body),
  });
  await answer.arrayBuffer();
  if (answer.status !== 200) return `webhook answered ${answer.status}`;
  acknowledged.push({ providerMessageId, status });
  return null;
}

const ask = await signedIn({ url, apiKey: installation.apiKey });
const PAGES = ["/", "/rejected", "/campaigns/1", "/api/reports/overview?period=all", "/api/v1/campaigns"];
// Each process has served each page once: what a cold start costs on this machine is another benchmark's question.
for (const page of [...PAGES, ...PAGES]) await ask(page).catch(() => {});
const webhooks = keepAsking(8, 40, sendStatus);
const pages = keepAsking(2, 250, async (n) => {
  await ask(PAGES[n % PAGES.length] ?? "/");
  return null;
});
await pause(2000);

const restarts: { role: string; seconds: number; exitCode: number | null }[] = [];
for (const each of processes) {
  const started = performance.now();
  const exitCode = await each.stop();
  await each.start().catch(async (error) => {
    await installation.stop(); // nothing may be left running
    throw error;
  });
  await pause(1500); // until the balancer has seen it, also on a busy machine
  const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
  restarts.push({ role: each.role, seconds, exitCode });
  say(
    `restarted ${each.role} in ${seconds} s; ${webhooks.asked.requests} webhooks, ${pages.asked.requests} pages so far`,
  );
}
const [sent, seen] = await Promise.all([webhooks.stop(), pages.stop()]);

const rejected = new Set(
  acknowledged
    .filter(({ status }) => status === "rejected")
    .map(({ providerMessageId }) => providerMessageId),
);
for (const until = Date.now() + SETTLE_WITHIN; Date.now() < until; await pause(200))
  if (new Set(provider.received).size >= rejected.size) break;
const unique = [
  ...new Map(acknowledged.map((each) => [`${each.providerMessageId} ${each.status}`, each])).values(),
];
const checked = await verifyStored(installation.databaseUrl, unique);
await client.end();
await balancer.close();
await installation.stop();
await provider.close();

const errors = Object.fromEntries([...sent.errors, ...seen.errors, ...balancer.failures]);
const result = {
  restarts,
  webhooks: sent.requests,
  pages: seen.requests,
  errors,
  slowestWebhookMs: Math.round(sent.slowestMs),
  slowestPageMs: Math.round(seen.slowestMs),
  lost: checked.lost,
  duplicated: checked.duplicated,
  rollupsEqual: checked.rollupsEqual,
  fallbacksDue: rejected.size,
  fallbacksSent: provider.received.length,
  fallbacksTwice: provider.received.length - new Set(provider.received).size,
};
const right =
  Object.keys(errors).length === 0 &&
  restarts.every(({ exitCode }) => exitCode === 0) &&
  result.lost + result.duplicated + result.fallbacksTwice === 0 &&
  result.rollupsEqual &&
  result.fallbacksSent === result.fallbacksDue;
process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : `${JSON.stringify(result, null, 2)}\n`);
process.exit(right ? 0 : 1);
