import { startInstallation } from "../../support/roles";
import { type Fired, fire } from "./fire";
import { type Prepared, prepareRequests, type Target } from "./requests";
import { verifyStored } from "./verify";

type Options = {
  readonly processes: number;
  readonly connections: number;
  readonly seconds: number;
  readonly rounds: number;
  say(text: string): void;
};

const APP_SECRET = "benchmark-app-secret";
const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

/**
 * The same load on one process that takes webhooks and on several beside a worker, in turns on one database.
 * With several, neighbouring statuses of a message go to different processes: their batches meet in the same rows.
 */
export async function benchProcesses({ processes, connections, seconds, rounds, say }: Options) {
  say(`Starting ${processes} processes that take webhooks, and a worker …`);
  const installation = await startInstallation();
  const path = await makeConnection(installation);
  await installation.add("worker");
  const targets: Target[] = [];
  for (let n = 0; n < processes; n++) {
    const { port } = await installation.add("ingest");
    targets.push({ host: "127.0.0.1", port, path });
  }
  const perRound = Math.ceil(40_000 * seconds);
  const acknowledged: Parameters<typeof verifyStored>[1][number][] = [];
  const run = async (over: readonly Target[], label: string): Promise<Fired> => {
    const requests = prepareRequests(perRound, over[0] as Target, APP_SECRET, label);
    const runs = await Promise.all(
      over.map(async (target, at) => {
        const share = requests.filter((_, n) => n % over.length === at);
        const fired = await fire(target, share, Math.ceil(connections / over.length), seconds);
        acknowledged.push(...fired.acknowledged.map((index) => statusOf(share[index] as Prepared)));
        return fired;
      }),
    );
    return together(runs);
  };
  for (const target of targets) await run([target], `warm${target.port}`);
  const one: Fired[] = [];
  const all: Fired[] = [];
  const gains: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    // Which comes first changes from round to round: the later finds larger tables.
    const first = round % 2 === 0 ? await run(targets, `all${round}`) : null;
    const alone = await run(targets.slice(0, 1), `one${round}`);
    const several = first ?? (await run(targets, `all${round}`));
    one.push(alone);
    all.push(several);
    gains.push(several.requestsPerSecond / alone.requestsPerSecond);
    say(
      `round ${round}: one ${Math.round(alone.requestsPerSecond)}/s, ${processes} together ${Math.round(several.requestsPerSecond)}/s`,
    );
  }
  const { lost, duplicated, stored, rollupsEqual } = await verifyStored(
    installation.databaseUrl,
    acknowledged,
  );
  await installation.stop();
  return {
    processes,
    connections,
    oneRequestsPerSecond: Math.round(median(one.map((each) => each.requestsPerSecond))),
    requestsPerSecond: Math.round(median(all.map((each) => each.requestsPerSecond))),
    gain: Number(median(gains).toFixed(3)),
    oneP99Ms: Number(median(one.map((each) => each.p99Ms)).toFixed(2)),
    p99Ms: Number(median(all.map((each) => each.p99Ms)).toFixed(2)),
    otherAnswers: together([...one, ...all]).others,
    acknowledged: acknowledged.length,
    stored,
    lost,
    duplicated,
    rollupsEqual,
  };
}

/** A page's process makes the connection and ends: it would only take time from those that are measured. */
async function makeConnection({
  add,
  apiKey,
}: Pick<Awaited<ReturnType<typeof startInstallation>>, "add" | "apiKey">): Promise<string> {
  const web = await add("web");
  const answer = await fetch(`http://127.0.0.1:${web.port}/api/v1/connections`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({
      provider: "meta",
      name: "Benchmark",
      settings: { appSecret: APP_SECRET, verifyToken: "benchmark-verify-token" },
    }),
  });
  if (answer.status !== 201)
    throw new Error(`creating the connection: ${answer.status} ${await answer.text()}`);
  const { key } = (await answer.json()) as { key: string };
  await web.stop();
  return `/api/webhooks/${key}`;
}

function statusOf({ bytes, status }: Prepared) {
  const id = /"id":"(wamid\.[^"]+)"/.exec(bytes.toString("latin1"))?.[1] ?? "";
  return { providerMessageId: id, status };
}

const together = (runs: readonly Fired[]): Fired => ({
  requestsPerSecond: runs.reduce((sum, each) => sum + each.requestsPerSecond, 0),
  p50Ms: Math.max(...runs.map((each) => each.p50Ms)),
  p99Ms: Math.max(...runs.map((each) => each.p99Ms)),
  acknowledged: [],
  others: runs.reduce<Record<string, number>>((sum, { others }) => {
    for (const [status, n] of Object.entries(others)) sum[status] = (sum[status] ?? 0) + n;
    return sum;
  }, {}),
});
