import { type ProviderId, providers } from "@/lib/providers/registry";
import { type Instance, startInstance } from "../../support/instance";
import { residentBytes, treeOf } from "../exports/memory";
import { sendSteadily } from "../exports/steady-rate";
import { takeDownload } from "../exports/take-download";
import { signedIn } from "../reports/ask";
import { percentile } from "../reports/statistics";
import { fire } from "./fire";
import { prepareRequests, type Target } from "./requests";
import { startBaseline } from "./start-baseline";
import { type Carrying, inBatches, inTurns, type Line, openLines } from "./traffic";
import { verifyStored } from "./verify";

type Options = {
  readonly seconds: number;
  readonly rounds: number;
  /** Minutes at half of the most that was reached, for the memory; 0 leaves it out. */
  readonly minutes: number;
  say(text: string): void;
};
type Row = {
  readonly statusesPerSecond: number;
  readonly ratioToBaseline: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The longest that the process which answers did not look up, but for one time in a hundred. */
  readonly eventLoopP99Ms: number;
};

const BASELINE_SECRET = "benchmark-app-secret";
const BATCH = 1000;
/** Seconds at half of the most; and how often an operator's browser asks for something, in milliseconds. */
const HALF_RATE_SECONDS = 15;
const PAGE_EVERY = 250;
const PAGES = [
  "reports/overview?period=today",
  "reports/fallback",
  "v1/campaigns",
  "v1/rejected",
  "v1/messages",
  "v1/connections",
];
const median = (numbers: readonly number[]): number => percentile(numbers, 0.5);
const round = (value: number, digits = 0): number => Number(value.toFixed(digits));

/** The ingest in other weather: few and many connections, large requests, all providers, work beside it, and time. */
export async function benchScenarios({ seconds, rounds, minutes, say }: Options) {
  say("Starting an instance of its own …");
  const instance = await startInstance({ unsafeFast: false });
  const baseline = await startBaseline(instance.databaseUrl, BASELINE_SECRET);
  const bare: Target = { host: "127.0.0.1", port: baseline.port, path: "/baseline" };
  const lines = await openLines(instance, Object.keys(providers) as ProviderId[]);
  const metaOnly = lines.filter(({ provider }) => provider === "meta");
  const perRound = Math.ceil(30_000 * seconds);
  const acknowledged: Parameters<typeof verifyStored>[1][number][] = [];

  const send = async (requests: readonly Carrying[], connections: number) => {
    const run = await fire((lines[0] as Line).target, requests, connections, seconds);
    const stored = run.acknowledged.flatMap((index) => (requests[index] as Carrying).events);
    for (const event of stored) acknowledged.push(event);
    if (Object.keys(run.others).length > 0) say(`other answers: ${JSON.stringify(run.others)}`);
    return { ...run, statusesPerSecond: (stored.length / run.acknowledged.length) * run.requestsPerSecond };
  };
  const single = (connections: number) => (run: string) =>
    send(inTurns(metaOnly, perRound, run), connections);
  const scenarios: Record<string, (run: string) => ReturnType<typeof send>> = {
    "8 connections": single(8),
    "64 connections": single(64),
    "256 connections": single(256),
    [`${BATCH} statuses a request`]: (run) =>
      send(inBatches(metaOnly[0] as Line, BATCH, perRound * 2, run), 8),
    [`${lines.length} providers`]: (run) => send(inTurns(lines, perRound, run), 64),
    "pages and an export beside": (run) => beside(instance, () => single(64)(run)),
  };

  const rows: Record<string, Row> = {};
  const nothing: number[] = [];
  await send(inTurns(lines, 20_000, "warm"), 64);
  for (const [name, scenario] of Object.entries(scenarios)) {
    const runs: (Row & { readonly bare: number })[] = [];
    for (let n = 1; n <= rounds; n++) {
      const label = `${name} ${n}`;
      const base = await fire(bare, prepareRequests(perRound, bare, BASELINE_SECRET, label), 64, seconds);
      const empty: Target = { ...bare, path: "/null" };
      const without = await fire(
        empty,
        prepareRequests(perRound, empty, BASELINE_SECRET, label),
        64,
        seconds,
      );
      nothing.push(without.requestsPerSecond);
      await eventLoopP99Ms(instance);
      const run = await scenario(label);
      runs.push({
        statusesPerSecond: run.statusesPerSecond,
        ratioToBaseline: run.statusesPerSecond / base.requestsPerSecond,
        p50Ms: run.p50Ms,
        p99Ms: run.p99Ms,
        eventLoopP99Ms: await eventLoopP99Ms(instance),
        bare: base.requestsPerSecond,
      });
    }
    const of = (key: keyof Row, digits: number) => round(median(runs.map((run) => run[key])), digits);
    const row: Row = {
      statusesPerSecond: of("statusesPerSecond", 0),
      ratioToBaseline: of("ratioToBaseline", 3),
      p50Ms: of("p50Ms", 2),
      p99Ms: of("p99Ms", 2),
      eventLoopP99Ms: of("eventLoopP99Ms", 1),
    };
    rows[name] = row;
    say(
      `${name.padEnd(28)} ${row.statusesPerSecond}/s, ${row.ratioToBaseline} of the baseline's ${round(median(runs.map((run) => run.bare)))}/s, p50 ${row.p50Ms} ms, p99 ${row.p99Ms} ms, event loop p99 ${row.eventLoopP99Ms} ms`,
    );
  }

  const half = Math.floor((rows["64 connections"] as Row).statusesPerSecond / 2);
  await eventLoopP99Ms(instance);
  const steady = await atRate(metaOnly, half, HALF_RATE_SECONDS, "half");
  const halfRate = { rate: half, ...steady, eventLoopP99Ms: round(await eventLoopP99Ms(instance), 1) };
  say(
    `half of that, ${half}/s: p99 ${halfRate.p99Ms} ms (the sender's own part: ${halfRate.senderLateP99Ms} ms), event loop p99 ${halfRate.eventLoopP99Ms} ms`,
  );

  const memoryMb: number[] = [];
  for (let minute = 1; minute <= minutes; minute++) {
    await atRate(metaOnly, half, 60, `minute ${minute}`);
    memoryMb.push(round(residentBytes(treeOf(instance.pid)) / 1e6));
    say(`after ${minute} minutes: ${memoryMb.at(-1)} MB resident`);
  }
  const checked = await verifyStored(instance.databaseUrl, acknowledged);
  await baseline.stop();
  await instance.stop();
  return {
    scenarios: rows,
    nullHandlerRequestsPerSecond: round(median(nothing)),
    halfRate,
    memoryMb,
    acknowledged: acknowledged.length,
    ...checked,
  };
}

/** Requests when they are due, whether or not those before are answered. */
async function atRate(lines: readonly Line[], rate: number, seconds: number, run: string) {
  const requests = inTurns(lines, rate * seconds, run);
  const steady = await sendSteadily((lines[0] as Line).target, requests, rate);
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const { latencies, lateness, others } = await steady.stop();
  const at = (share: number) => round(percentile(latencies, share), 2);
  const senderLateP99Ms = round(percentile(lateness, 0.99), 2);
  return { answered: latencies.length, others, p50Ms: at(0.5), p99Ms: at(0.99), senderLateP99Ms };
}

/** Does `work` while pages' data is asked for and everything rejected is downloaded. */
async function beside<Result>(instance: Instance, work: () => Promise<Result>): Promise<Result> {
  const downloaded = takeDownload(`${instance.url}/api/v1/rejected/export?format=csv`, instance.apiKey);
  const ask = await signedIn(instance);
  const asked: Promise<void>[] = [];
  const timer = setInterval(() => {
    const page = PAGES[asked.length % PAGES.length] as string;
    asked.push(ask(`/api/${page}`));
  }, PAGE_EVERY);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await Promise.all([...asked, downloaded]);
  }
}

/** Milliseconds since it was last asked for: the process begins anew with every answer. */
async function eventLoopP99Ms({ port }: Instance): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(/^reachback_nodejs_eventloop_lag_p99_seconds (\S+)$/m.exec(text)?.[1] ?? 0) * 1000;
}
