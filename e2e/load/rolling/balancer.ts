import {
  Agent,
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/** Milliseconds between two looks at a process, and how many in a row take it out. */
const LOOK_EVERY = 200;
const FALL = 2;

type Backend = { readonly port: number; misses: number };

export type Balancer = {
  readonly url: string;
  /** Answers 502 and 503 that the balancer itself had to give, by their cause. */
  readonly failures: Map<string, number>;
  close(): Promise<void>;
};

/**
 * The plainest load balancer that is one: in turns to the processes that say they are ready, over connections
 * that are kept, and never a second try. Webhooks go to the one kind of process, everything else to the other.
 */
export async function startBalancer(
  ingest: readonly number[],
  web: readonly number[],
  port: number,
): Promise<Balancer> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const groups = [ingest, web].map((ports) => ports.map((each): Backend => ({ port: each, misses: FALL })));
  const failures = new Map<string, number>();
  let closed = false;
  const keepLooking = async (backend: Backend) => {
    while (!closed) {
      await look(backend);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
    }
  };
  const looking = Promise.all(groups.flat().map(keepLooking));
  let turn = 0;
  const server = createServer((request, response) => {
    const group = groups[request.url?.startsWith("/api/webhooks/") ? 0 : 1] ?? [];
    const ready = group.filter(({ misses }) => misses < FALL);
    const backend = ready[turn++ % ready.length];
    const fail = (status: number, cause: string) => {
      failures.set(cause, (failures.get(cause) ?? 0) + 1);
      if (response.headersSent) response.destroy();
      else response.writeHead(status).end();
    };
    if (!backend) return fail(503, "no process was ready");
    pass(request, response, { agent, port: backend.port }, (error) => fail(502, error.message));
  });
  server.keepAliveTimeout = 75_000;
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    failures,
    close: async () => {
      closed = true;
      await looking;
      agent.destroy();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function look(backend: Backend): Promise<void> {
  const isReady = await fetch(`http://127.0.0.1:${backend.port}/api/health/ready`, {
    headers: { connection: "close" },
    signal: AbortSignal.timeout(2000),
  }).then(
    async (answer) => {
      await answer.arrayBuffer();
      return answer.ok;
    },
    () => false,
  );
  backend.misses = isReady ? 0 : backend.misses + 1;
}

function pass(
  request: IncomingMessage,
  response: ServerResponse,
  { agent, port }: { readonly agent: Agent; readonly port: number },
  fail: (error: Error) => void,
): void {
  const { method, url: path, headers } = request;
  const inner = httpRequest({ host: "127.0.0.1", port, agent, method, path, headers }, (answer) => {
    const { connection: _, ...passed } = answer.headers;
    response.writeHead(answer.statusCode ?? 502, passed);
    answer.pipe(response);
    answer.on("error", fail);
  });
  inner.on("error", fail);
  request.pipe(inner);
}
