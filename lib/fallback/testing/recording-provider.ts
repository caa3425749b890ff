import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How the provider treats a request; "hang" never answers, "reset" takes it and breaks the connection. */
export type Treatment =
  | { readonly answer: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | "hang"
  | "reset";

export type RecordingProvider = {
  readonly url: string;
  /** Attempt ids of the requests that arrived whole, in order, with repeats. */
  readonly received: string[];
  /** Asked for every request; default: accepted. */
  treat: (request: { readonly attemptId: string; readonly to: string }) => Treatment;
  /** Attempt ids that it was asked about, in order. */
  readonly asked: string[];
  /** How it answers a look-up; default: what it has received was sent, of anything else it knows nothing. */
  recall: (attemptId: string) => Treatment;
  close(): Promise<void>;
};

/** A provider that notes every request that reaches it, behind the simulator's API. */
export async function recordingProvider(): Promise<RecordingProvider> {
  const received: string[] = [];
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      if (request.method === "GET") {
        const attemptId = request.url?.split("/").at(-1) ?? "";
        asked.push(attemptId);
        answer(response, provider.recall(attemptId), {});
        return;
      }
      const body = JSON.parse(Buffer.concat(chunks).toString()) as { attemptId: string; to: string };
      received.push(body.attemptId);
      answer(response, provider.treat(body), { id: `fake-${body.attemptId}` });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const provider: RecordingProvider = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    treat: () => ({ answer: 200 }),
    asked,
    recall: (attemptId) =>
      received.includes(attemptId)
        ? { answer: 200, body: { id: `fake-${attemptId}`, status: "sent" } }
        : { answer: 404, body: { error: { code: "not_found" } } },
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return provider;
}

function answer(response: ServerResponse, treatment: Treatment, usual: object): void {
  if (treatment === "hang") return;
  if (treatment === "reset") {
    response.destroy();
    return;
  }
  response.writeHead(treatment.answer, { "content-type": "application/json", ...treatment.headers });
  response.end(JSON.stringify(treatment.body ?? usual));
}
