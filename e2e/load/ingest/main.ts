import { parseArgs } from "node:util";
import { Client } from "pg";
import { startInstance } from "../../support/instance";
import { fire } from "./fire";
import { benchProcesses } from "./processes";
import { prepareRequests, type Target } from "./requests";
import { benchScenarios } from "./scenarios";
import { startBaseline } from "./start-baseline";
import { verifyStored } from "./verify";

const { values } = parseArgs({
  options: {
    /** 64, and 256 with several processes: a second one helps when one has more than it can do. */
    connections: { type: "string" },
    // Many short rounds: a shared machine changes its speed within seconds, and a ratio is of neighbours. Not
    // shorter, or opening the connections weighs in.
    seconds: { type: "string", default: "2" },
    rounds: { type: "string", default: "16" },
    // More than one: how much faster so many processes are than one, instead of the comparison with the baseline.
    processes: { type: "string", default: "1" },
    // Other loads, one after the other, instead of the comparison; with minutes also the memory over time.
    scenarios: { type: "boolean", default: false },
    minutes: { type: "string", default: "0" },
    json: { type: "boolean", default: false },
  },
});
const processes = Number(values.processes);
const connections = Number(values.connections ?? (processes > 1 ? 256 : 64));
const seconds = Number(values.seconds);
const rounds = Number(values.rounds);
/** More requests than any server here answers in the time. */
const PER_ROUND = Math.ceil(40_000 * seconds);
type Run = Awaited<ReturnType<typeof fire>>;
const say = (text: string) => process.stderr.write(`${text}\n`);
const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

if (processes > 1) {
  const gain = await benchProcesses({ processes, connections, seconds, rounds, say });
  process.stdout.write(values.json ? `${JSON.stringify(gain)}\n` : `${JSON.stringify(gain, null, 2)}\n`);
  process.exit(gain.lost > 0 || gain.duplicated > 0 || !gain.rollupsEqual ? 1 : 0);
}

const appSecret = "benchmark-app-secret";
if (values.scenarios) {
  const found = await benchScenarios({ seconds, rounds, minutes: Number(values.minutes), say });
  process.stdout.write(values.json ? `${JSON.stringify(found)}\n` : `${JSON.stringify(found, null, 2)}\n`);
  process.exit(found.lost > 0 || found.duplicated > 0 || !found.rollupsEqual ? 1 : 0);
}

say("Starting an instance of its own …");
const instance = await startInstance({ unsafeFast: false, env: { ROLE: "all" } });
const baseline = await startBaseline(instance.databaseUrl, appSecret);

const created = await fetch(`http://127.0.0.1:${instance.port}/api/v1/connections`, {
  method: "POST",
  headers: { authorization: `Bearer ${instance.apiKey}`, "content-type": "application/json" },
  body: JSON.stringify({
    provider: "meta",
    name: "Benchmark",
    settings: { appSecret, verifyToken: "benchmark-verify-token" },
  }),
});
if (created.status !== 201)
  throw new Error(`creating the connection: ${created.status} ${await created.text()}`);
const { key } = (await created.json()) as { key: string };
const target: Target = { host: "127.0.0.1", port: instance.port, path: `/api/webhooks/${key}` };
const bare: Target = { host: "127.0.0.1", port: baseline.port, path: "/baseline" };

const database = new Client({ connectionString: instance.databaseUrl });
await database.connect();
/** Milliseconds after which the ingest has noticed that a flow is in force, or no longer. */
const FLOW_NOTICED = 1500;

const product: Run[] = [];
const withoutFlow: Run[] = [];
const base: Run[] = [];
const ratios: number[] = [];
const flowRatios: number[] = [];
const acknowledged: { providerMessageId: string; status: "sent" | "delivered" | "read" | "rejected" }[] = [];
// A server runs for days; the compiler needs some seconds until it has seen enough of a program of this size.
const WARM = 60_000;
await fire(target, prepareRequests(WARM, target, appSecret, "warm"), connections, 10);
await fire(bare, prepareRequests(WARM, bare, appSecret, "warm"), connections, 10);

/** Fires at the product, and notes what it acknowledged. */
async function fireAtProduct(label: string): Promise<Run> {
  const requests = prepareRequests(PER_ROUND, target, appSecret, label);
  const run = await fire(target, requests, connections, seconds);
  for (const index of run.acknowledged) {
    const { bytes, status } = requests[index] as (typeof requests)[number];
    const id = /"id":"(wamid\.[^"]+)"/.exec(bytes.toString("latin1"))?.[1] ?? "";
    acknowledged.push({ providerMessageId: id, status });
  }
  return run;
}

const fireAtBaseline = (label: string): Promise<Run> =>
  fire(bare, prepareRequests(PER_ROUND, bare, appSecret, label), connections, seconds);

async function publishDefaultFlow(published: boolean): Promise<void> {
  await database.query(`UPDATE flow SET archived_at = ${published ? "NULL" : "now()"} WHERE is_default`);
  await new Promise((resolve) => setTimeout(resolve, FLOW_NOTICED));
}

/** Two runs of a round; which comes first changes from round to round, for the later finds larger tables. */
async function inTurns<A, B>(round: number, a: () => Promise<A>, b: () => Promise<B>): Promise<[A, B]> {
  if (round % 2 === 0) return [await a(), await b()];
  const second = await b();
  return [await a(), second];
}

for (let round = 1; round <= rounds; round++) {
  const [run, bareRun] = await inTurns(
    round,
    () => fireAtProduct(`run${round}`),
    () => fireAtBaseline(`base${round}`),
  );
  product.push(run);
  base.push(bareRun);
  ratios.push(run.requestsPerSecond / bareRun.requestsPerSecond);
  const others = Object.keys(run.others).length > 0 ? `, other answers ${JSON.stringify(run.others)}` : "";
  say(
    `round ${round}: ${Math.round(run.requestsPerSecond)}/s (p50 ${run.p50Ms.toFixed(1)} ms, p99 ${run.p99Ms.toFixed(1)} ms), baseline ${Math.round(bareRun.requestsPerSecond)}/s, ratio ${(ratios.at(-1) ?? 0).toFixed(2)}${others}`,
  );
}

// After the rest: what a flow that comes and goes every few seconds costs must not weigh on the ratio above.
for (let round = 1; round <= Math.ceil(rounds / 2); round++) {
  const fireWith = async (published: boolean) => {
    await publishDefaultFlow(published);
    return fireAtProduct(`flow${round}${published}`);
  };
  const [on, off] = await inTurns(
    round,
    () => fireWith(true),
    () => fireWith(false),
  );
  withoutFlow.push(off);
  flowRatios.push(on.requestsPerSecond / off.requestsPerSecond);
  say(
    `with a flow ${Math.round(on.requestsPerSecond)}/s, without ${Math.round(off.requestsPerSecond)}/s, ratio ${(flowRatios.at(-1) ?? 0).toFixed(2)}`,
  );
}
await database.end();
const checked = await verifyStored(instance.databaseUrl, acknowledged);
await baseline.stop();
await instance.stop();

const result = {
  requestsPerSecond: Math.round(median(product.map((run) => run.requestsPerSecond))),
  p50Ms: Number(median(product.map((run) => run.p50Ms)).toFixed(2)),
  p99Ms: Number(median(product.map((run) => run.p99Ms)).toFixed(2)),
  baselineRequestsPerSecond: Math.round(median(base.map((run) => run.requestsPerSecond))),
  ratioToBaseline: Number(median(ratios).toFixed(3)),
  withoutFlowRequestsPerSecond: Math.round(median(withoutFlow.map((run) => run.requestsPerSecond))),
  ratioToWithoutFlow: Number(median(flowRatios).toFixed(3)),
  acknowledged: acknowledged.length,
  stored: checked.stored,
  lost: checked.lost,
  duplicated: checked.duplicated,
};
const wrong = checked.lost > 0 || checked.duplicated > 0 || !checked.rollupsEqual;
say(`roll-ups ${checked.rollupsEqual ? "equal" : "DIFFER FROM"} a full recount`);
process.stdout.write(values.json ? `${JSON.stringify(result)}\n` : `${JSON.stringify(result, null, 2)}\n`);
process.exit(wrong ? 1 : 0);
