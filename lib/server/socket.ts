import { createServer, type RequestListener, type Server } from "node:http";
import { AppError } from "@/lib/errors";

/** Answers 503 until `ready` hands over to the real listener. */
export function lateHandler(): { handler: RequestListener; ready(front: RequestListener): void } {
  let front: RequestListener | null = null;
  return {
    handler: (request, response) => {
      if (front) return front(request, response);
      response.writeHead(503, { "Retry-After": "5", "Content-Type": "application/json" });
      response.end(JSON.stringify({ status: "unavailable", cause: "Reachback is starting." }));
    },
    ready: (listener) => {
      front = listener;
    },
  };
}

/** A predecessor that was told to stop needs a moment to let go of the port. */
const TRIES = 6;
const BETWEEN_TRIES = 400;

/** @throws AppError when the port stays used or is not allowed. */
export async function listen(handler: RequestListener, port: number, host: string): Promise<Server> {
  for (let tried = 1; ; tried++) {
    try {
      return await listenOnce(handler, port, host);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== "EADDRINUSE" || tried === TRIES)
        throw new AppError("unavailable", explain(code, port, host, message), { cause: error });
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES));
    }
  }
}

function explain(code: string | undefined, port: number, host: string, message: string): string {
  switch (code) {
    case "EADDRINUSE":
      return `Port ${port} is already in use. Stop the other program, or choose another port with --port.`;
    case "EACCES":
      return `This user may not use port ${port}. Choose one above 1023 with --port.`;
    case "EADDRNOTAVAIL":
      return `This machine has no address ${host}. Correct HOST.`;
    default:
      return `The port can't be opened: ${message}`;
  }
}

function listenOnce(handler: RequestListener, port: number, host: string): Promise<Server> {
  const server = createServer(handler);
  server.keepAliveTimeout = 75_000; // longer than the usual load balancer's minute, so that it never meets a closed socket
  server.headersTimeout = 80_000;
  server.requestTimeout = 15_000; // a body that trickles in is cut off
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(server));
  });
}
