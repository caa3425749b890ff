import { connect, type Socket } from "node:net";
import type { Prepared, Target } from "./requests";

export type Fired = {
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Indices of the requests answered with 200. */
  readonly acknowledged: readonly number[];
  /** Answers by HTTP status other than 200; "closed" where the connection broke. */
  readonly others: Readonly<Record<string, number>>;
};

/**
 * Sends the requests over `connections` kept-alive connections, one at a time on each, for at most
 * `seconds`. Plain sockets: a full HTTP client would cost more than the server it measures.
 */
export async function fire(
  target: Target,
  requests: readonly Prepared[],
  connections: number,
  seconds: number,
): Promise<Fired> {
  const latencies: number[] = [];
  const acknowledged: number[] = [];
  const others: Record<string, number> = {};
  const started = performance.now();
  const deadline = started + seconds * 1000;
  let next = 0;
  await Promise.all(
    Array.from({ length: connections }, () =>
      keepSending(target, () => {
        if (next >= requests.length || performance.now() > deadline) return null;
        const index = next++;
        const sent = performance.now();
        const bytes = (requests[index] as Prepared).bytes;
        const done = (status: string) => {
          latencies.push(performance.now() - sent);
          if (status === "200") acknowledged.push(index);
          else others[status] = (others[status] ?? 0) + 1;
        };
        return { bytes, done };
      }),
    ),
  );
  const elapsed = (performance.now() - started) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (share: number) =>
    latencies[Math.min(latencies.length - 1, Math.floor(share * latencies.length))] ?? 0;
  return {
    requestsPerSecond: acknowledged.length / elapsed,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    acknowledged,
    others,
  };
}

type Job = { readonly bytes: Buffer; done(status: string): void };

function keepSending(target: Target, nextJob: () => Job | null): Promise<void> {
  return new Promise((resolve) => {
    const socket: Socket = connect({ host: target.host, port: target.port, noDelay: true });
    let job: Job | null = null;
    let received = "";
    const send = () => {
      job = nextJob();
      if (job) socket.write(job.bytes);
      else socket.end();
    };
    socket.on("connect", send);
    socket.on("data", (chunk: Buffer) => {
      received += chunk.toString("latin1");
      if (!isComplete(received)) return;
      const status = received.slice(9, 12);
      received = "";
      job?.done(status);
      send();
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      if (job && received !== "") job.done("closed");
      resolve();
    });
  });
}

function isComplete(response: string): boolean {
  const headEnd = response.indexOf("\r\n\r\n");
  if (headEnd < 0) return false;
  const length = /content-length: (\d+)/i.exec(response.slice(0, headEnd))?.[1];
  return length !== undefined && response.length >= headEnd + 4 + Number(length);
}
