import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Received = {
  readonly id: string;
  readonly timestamp: number;
  readonly signature: string;
  readonly body: string;
  readonly at: number;
  /** Requests that were under way when this one arrived. */
  readonly beside: number;
};

/** What it answers; "hang" never does, "reset" takes the request and breaks the connection. */
export type Treatment =
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
      readonly after?: number;
    }
  | "hang"
  | "reset";

export type Receiver = {
  readonly url: string;
  readonly received: Received[];
  treat: (request: Received) => Treatment;
  close(): Promise<void>;
};

/** A server that notes every webhook that reaches it whole. */
export async function webhookReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let underway = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const got: Received = {
        id: String(request.headers["webhook-id"]),
        timestamp: Number(request.headers["webhook-timestamp"]),
        signature: String(request.headers["webhook-signature"]),
        body: Buffer.concat(chunks).toString(),
        at: Date.now(),
        beside: underway++,
      };
      response.on("close", () => underway--);
      received.push(got);
      answer(response, receiver.treat(got));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    received,
    treat: () => ({ status: 200 }),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return receiver;
}

function answer(response: ServerResponse, treatment: Treatment): void {
  if (treatment === "hang") return;
  if (treatment === "reset") {
    response.destroy();
    return;
  }
  setTimeout(() => {
    response.writeHead(treatment.status, treatment.headers);
    response.end(treatment.body ?? "");
  }, treatment.after ?? 0);
}

const TOLERANCE = 5 * 60; // seconds

/** A receiver's check, written from the Standard Webhooks specification and not from our sender. */
export function verifies(
  secret: string,
  { id, timestamp, signature, body }: Received,
  now = Date.now(),
): boolean {
  if (Math.abs(now / 1000 - timestamp) > TOLERANCE) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const expected = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest();
  return signature.split(" ").some((one) => {
    const [version, given = ""] = one.split(",");
    const bytes = Buffer.from(given, "base64");
    return version === "v1" && bytes.length === expected.length && timingSafeEqual(bytes, expected);
  });
}
