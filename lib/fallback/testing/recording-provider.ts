import { createServer } from "node:http";
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
  close(): Promise<void>;
};

/** A provider that notes every request that reaches it, behind the simulator's API. */
export async function recordingProvider(): Promise<RecordingProvider> {
  const received: string[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as { attemptId: string; to: string };
      received.push(body.attemptId);
      const treatment = provider.treat(body);
      if (treatment === "hang") return;
      if (treatment === "reset") {
        request.socket.destroy();
        return;
      }
      response.writeHead(treatment.answer, { "content-type": "application/json", ...treatment.headers });
      response.end(JSON.stringify(treatment.body ?? { id: `fake-${body.attemptId}` }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const provider: RecordingProvider = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    treat: () => ({ answer: 200 }),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return provider;
}
