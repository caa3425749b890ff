import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A request as it arrived. */
export type Recorded = {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
};

/** What the server does once the whole request is in. */
export type Answer =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | "reset" // closes the connection without a word
  | "cut" // breaks off in the middle of a 200
  | "silence"; // never answers

export type RecordingServer = {
  readonly url: string;
  readonly requests: Recorded[];
  /** Decides from now on; the default is 500. */
  answer: (request: Recorded) => Answer;
  close(): Promise<void>;
};

/** A real HTTP server on this machine that records what it is sent and answers as it is told. */
export async function startRecordingServer(): Promise<RecordingServer> {
  const server = createServer((request, response) => void take(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const recording: RecordingServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    answer: () => ({ status: 500 }),
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    const url = new URL(request.url ?? "/", recording.url);
    const recorded: Recorded = {
      method: request.method ?? "",
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers as Record<string, string | undefined>,
      body,
    };
    recording.requests.push(recorded);
    reply(response, recording.answer(recorded));
  }
  return recording;
}

function reply(response: ServerResponse, answer: Answer): void {
  if (answer === "silence") return;
  if (answer === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  if (answer === "cut") {
    response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
    response.write('{"sid":"', () => response.socket?.destroy());
    return;
  }
  const { status, body, headers } = answer;
  response.writeHead(status, { "content-type": "application/json", connection: "close", ...headers });
  response.end(typeof body === "string" ? body : body === undefined ? "" : JSON.stringify(body));
}

/** An address that was free a moment ago: nobody listens there. */
export async function refusingAddress(): Promise<string> {
  const server = await startRecordingServer();
  await server.close();
  return server.url;
}
