import { fork } from "node:child_process";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Prepared, Target } from "../ingest/requests";

/** Answers by HTTP status other than 200; "none" where the connection broke or nothing came. */
export type Others = Readonly<Record<string, number>>;

export type Sent = {
  /** Milliseconds of each request that was answered with 200, from when it was due. */
  readonly latencies: readonly number[];
  /** Milliseconds after which the sender noticed that a request was due: its own part of the latencies. */
  readonly lateness: readonly number[];
  readonly others: Others;
};

export type Steady = {
  /** Ends the sending and waits for the last answers. */
  stop(): Promise<Sent>;
};

/** Requests whose bytes are written to the file at once. */
const AT_ONCE = 1000;

/**
 * Sends `rate` requests a second, each when it is due whether or not those before are answered. What a request
 * waited for its turn counts as its latency, so that a server that stops for a moment can't hide it. The sender is
 * a process of its own: a collector that clears away what the benchmark holds would be taken for a slow server.
 */
export async function sendSteadily(
  { host, port }: Target,
  requests: readonly Pick<Prepared, "bytes">[],
  rate: number,
): Promise<Steady> {
  const folder = await mkdtemp(path.join(tmpdir(), "reachback-steady-"));
  const file = path.join(folder, "requests");
  await write(file, requests);
  const sender = fork(
    path.join(import.meta.dirname, "steady-sender.ts"),
    [file, host, `${port}`, `${rate}`],
    {
      execArgv: ["--import", "tsx"],
      serialization: "advanced",
    },
  );
  const broken = new Promise<never>((_, reject) => {
    sender.once("exit", (code) => reject(new Error(`the sender of webhooks broke off (${code})`)));
  });
  broken.catch(() => {}); // once it has told what it knows, it may end
  const told = (): Promise<unknown> =>
    Promise.race([broken, new Promise((resolve) => sender.once("message", resolve))]);
  await told();
  await rm(folder, { recursive: true, force: true });
  return {
    stop: async () => {
      const sent = told();
      sender.send("stop");
      return (await sent) as Sent;
    },
  };
}

/** How many they are, the length of each, and then the bytes of all. */
async function write(file: string, requests: readonly Pick<Prepared, "bytes">[]): Promise<void> {
  const handle = await open(file, "w");
  await handle.write(Uint32Array.of(requests.length));
  await handle.write(Uint32Array.from(requests, ({ bytes }) => bytes.length));
  for (let from = 0; from < requests.length; from += AT_ONCE)
    await handle.write(Buffer.concat(requests.slice(from, from + AT_ONCE).map(({ bytes }) => bytes)));
  await handle.close();
}
