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

/** @throws AppError when the port is used or not allowed. */
export function listen(handler: RequestListener, port: number, host: string): Promise<Server> {
  const server = createServer(handler);
  server.keepAliveTimeout = 75_000; // longer than the usual load balancer's minute, so that it never meets a closed socket
  server.headersTimeout = 80_000;
  server.requestTimeout = 15_000; // a body that trickles in is cut off
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const sentence =
        {
          EADDRINUSE: `Port ${port} is already in use. Stop the other program, or choose another port with --port.`,
          EACCES: `This user may not use port ${port}. Choose one above 1023 with --port.`,
          EADDRNOTAVAIL: `This machine has no address ${host}. Correct HOST.`,
        }[error.code ?? ""] ?? `The port can't be opened: ${error.message}`;
      reject(new AppError("unavailable", sentence, { cause: error }));
    });
    server.listen(port, host, () => resolve(server));
  });
}
