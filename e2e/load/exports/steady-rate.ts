import { connect, type Socket } from "node:net";
import type { Prepared, Target } from "../ingest/requests";

/** Milliseconds between looks at what is due. */
const TICK = 2;

/** Answers by HTTP status other than 200; "none" where the connection broke or nothing came. */
export type Others = Readonly<Record<string, number>>;

export type Steady = {
  /** Ends the sending and waits for the last answers. @returns milliseconds of each request that was answered with 200 */
  stop(): Promise<{ readonly latencies: readonly number[]; readonly others: Others }>;
};

/**
 * Sends `rate` requests a second, each when it is due whether or not those before are answered, on as many
 * connections as that takes. What a request waited for its turn counts as its latency, so that a server that
 * stops for a moment can't hide it.
 */
export function sendSteadily(target: Target, requests: readonly Prepared[], rate: number): Steady {
  const idle: Socket[] = [];
  const latencies: number[] = [];
  const waiting = new Set<Socket>();
  const others: Record<string, number> = {};
  let sent = 0;
  const started = performance.now();
  const timer = setInterval(() => {
    const due = Math.min(requests.length, Math.floor(((performance.now() - started) * rate) / 1000));
    for (; sent < due; sent++) send((requests[sent] as Prepared).bytes, started + (sent * 1000) / rate);
  }, TICK);

  /** Keeps a connection for the next request, until the server closes it. */
  function rest(socket: Socket): void {
    idle.push(socket);
    socket.on("error", () => {});
    socket.on("close", () => idle.includes(socket) && idle.splice(idle.indexOf(socket), 1));
  }

  function send(bytes: Buffer, dueAt: number): void {
    const kept = idle.pop();
    const socket = kept ?? connect({ host: target.host, port: target.port, noDelay: true });
    socket.removeAllListeners();
    let answer = "";
    const done = (status: string): void => {
      socket.removeAllListeners();
      waiting.delete(socket);
      if (status === "200") latencies.push(performance.now() - dueAt);
      else others[status] = (others[status] ?? 0) + 1;
    };
    socket.on("data", (chunk: Buffer) => {
      answer += chunk.toString("latin1");
      const length = /content-length: (\d+)/i.exec(answer)?.[1];
      const head = answer.indexOf("\r\n\r\n");
      if (head < 0 || length === undefined || answer.length < head + 4 + Number(length)) return;
      done(answer.slice(9, 12));
      rest(socket);
    });
    socket.on("error", () => {});
    socket.on("close", () => {
      // The server had closed a resting connection, and the request never reached it: as any client would.
      if (kept && answer === "") {
        waiting.delete(socket);
        send(bytes, dueAt);
      } else done("none");
    });
    waiting.add(socket);
    socket.write(bytes);
  }

  return {
    stop: async () => {
      clearInterval(timer);
      for (let tries = 0; waiting.size > 0 && tries < 500; tries++)
        await new Promise((resolve) => setTimeout(resolve, 20));
      if (waiting.size > 0) others.none = (others.none ?? 0) + waiting.size;
      for (const socket of [...idle, ...waiting]) socket.destroy();
      return { latencies, others };
    },
  };
}
