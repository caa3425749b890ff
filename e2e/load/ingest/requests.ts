import { meta } from "@/lib/providers/meta";
import type { ComposedEvent, WebhookRequest } from "@/lib/providers/provider";

export type Target = { readonly host: string; readonly port: number; readonly path: string };

/** One request, ready for the socket, and the status that it carries. */
export type Prepared = { readonly bytes: Buffer; readonly status: ComposedEvent["status"] };

/** Messages whose statuses travel together; after one block's "sent" come its "delivered", and so on. */
const BLOCK = 2000;
const STAGES = ["sent", "delivered", "read", "rejected"] as const;

/**
 * `count` signed single-status Meta webhooks of `broadcast`. Made beforehand, so that the generator's own work
 * stays out of the figures.
 */
export function prepareRequests(count: number, target: Target, appSecret: string, run: string): Prepared[] {
  const address = { url: `http://${target.host}${target.path}` };
  const now = Date.now();
  return broadcast(count, run, now).map((each) => ({
    bytes: overHttp(target, meta.compose(each, address, { appSecret }, now)),
    status: each.status,
  }));
}

/**
 * `count` statuses: every message is sent, 92 % are delivered, 60 % read, 6 % rejected; each stage in an order of
 * its own.
 * @param run - makes the message ids of this run unlike those of any other.
 */
export function broadcast(count: number, run: string, now: number): ComposedEvent[] {
  const events: ComposedEvent[] = [];
  for (let block = 0; events.length < count; block++) {
    for (const [stage, status] of STAGES.entries()) {
      for (const i of inAnyOrder(BLOCK, block * STAGES.length + stage)) {
        if (events.length >= count) break;
        if (happens(status, i)) events.push(event(status, `${run}.${block}.${i}`, i, now));
      }
    }
  }
  return events;
}

/** 0..n-1 in an order that depends on the seed only: phones answer in no order, and runs must be alike. */
function inAnyOrder(n: number, seed: number): number[] {
  const order = Array.from({ length: n }, (_, i) => i);
  let state = seed + 1;
  for (let i = n - 1; i > 0; i--) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    const j = state % (i + 1);
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return order;
}

function happens(status: ComposedEvent["status"], i: number): boolean {
  const share = i % 100;
  if (status === "sent") return true;
  if (status === "delivered") return share < 92;
  return status === "read" ? share < 60 : share >= 94;
}

function event(status: ComposedEvent["status"], id: string, i: number, now: number): ComposedEvent {
  const after = { sent: 0, delivered: 2 + (i % 60), read: 90 + (i % 600), rejected: 3 }[status];
  return {
    providerMessageId: `wamid.${Buffer.from(`benchmark.${id}`).toString("base64")}`,
    status,
    occurredAt: now - 900_000 + after * 1000,
    // Reserved for fiction: the benchmark's recipients repeat, its message ids do not.
    recipient:
      i % 2 === 0
        ? `+120255501${String(i % 100).padStart(2, "0")}`
        : `+447700900${String(i % 1000).padStart(3, "0")}`,
    sender: "+12025550100",
    tag: `benchmark ${i % 5}`,
    ...(status === "rejected"
      ? { errorCode: i % 2 ? "131026" : "131049", errorText: "Message undeliverable" }
      : {}),
  };
}

/** The request as bytes for a socket. */
export function overHttp(
  target: Target,
  { headers, body }: Pick<WebhookRequest, "headers" | "body">,
): Buffer {
  const lines = [
    `POST ${target.path} HTTP/1.1`,
    `Host: ${target.host}:${target.port}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${body.length}`,
  ];
  return Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`), body]);
}
