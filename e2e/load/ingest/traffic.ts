import { createHmac } from "node:crypto";
import { inventedSettings } from "@/lib/providers/contract/sample-settings";
import { meta } from "@/lib/providers/meta";
import type { ComposedEvent } from "@/lib/providers/provider";
import { type ProviderId, providers } from "@/lib/providers/registry";
import { type Connection, createConnection } from "../../support/api";
import type { Instance } from "../../support/instance";
import { broadcast, overHttp, type Prepared, type Target } from "./requests";

/** One request for the socket and all statuses that it carries. */
export type Carrying = Prepared & { readonly events: readonly ComposedEvent[] };

/** A connection of a provider at the instance, and how its webhooks are signed. */
export type Line = {
  readonly provider: ProviderId;
  readonly target: Target;
  /** The address as the provider knows it; some sign it. */
  readonly url: string;
  readonly settings: Readonly<Record<string, string | undefined>>;
};

export async function openLines(instance: Instance, ids: readonly ProviderId[]): Promise<Line[]> {
  const lines: Line[] = [];
  for (const provider of ids) {
    const settings = inventedSettings(provider, "benchmark");
    const { webhookUrl }: Connection = await createConnection(instance, provider, provider, settings);
    const { pathname, search } = new URL(webhookUrl);
    const target = { host: "127.0.0.1", port: instance.port, path: pathname + search };
    lines.push({ provider, target, url: webhookUrl, settings });
  }
  return lines;
}

/** Single statuses that go to the lines in turns, each as its provider writes and signs it. */
export function inTurns(lines: readonly Line[], count: number, run: string): Carrying[] {
  const now = Date.now();
  return broadcast(count, run, now).map((event) => {
    // All statuses of a message come from one provider.
    const line = lines[Number(/\d+$/.exec(idOf(event))?.[0]) % lines.length] as Line;
    const { provider, target, url, settings } = line;
    const request = providers[provider].compose(event, { url }, settings, now);
    // Some carry the campaign in the address.
    const { pathname, search } = new URL(request.url);
    const bytes = overHttp({ ...target, path: pathname + search }, request);
    return { bytes, status: event.status, events: [event] };
  });
}

const idOf = ({ providerMessageId }: ComposedEvent): string =>
  Buffer.from(providerMessageId.replace("wamid.", ""), "base64").toString();

/** Meta's webhooks with `size` statuses each; `count` statuses altogether. */
export function inBatches(line: Line, size: number, count: number, run: string): Carrying[] {
  const now = Date.now();
  const all = broadcast(count, run, now);
  const requests: Carrying[] = [];
  for (let at = 0; at < all.length; at += size) {
    const events = all.slice(at, at + size);
    const bodies = events.map((event) => meta.compose(event, line, line.settings, now));
    const [first] = bodies;
    if (!first) break;
    const together = bodyOf(first.body);
    const statuses = bodies.flatMap(({ body }) => bodyOf(body).entry[0]?.changes[0]?.value.statuses ?? []);
    const value = together.entry[0]?.changes[0]?.value;
    if (value) value.statuses = statuses;
    const body = Buffer.from(JSON.stringify(together));
    const signature = createHmac("sha256", line.settings.appSecret ?? "")
      .update(body)
      .digest("hex");
    const headers = { ...first.headers, "x-hub-signature-256": `sha256=${signature}` };
    const status = (events[0] as ComposedEvent).status;
    requests.push({ bytes: overHttp(line.target, { headers, body }), status, events });
  }
  return requests;
}

type MetaBody = { entry: { changes: { value: { statuses: unknown[] } }[] }[] };
const bodyOf = (body: Uint8Array): MetaBody => JSON.parse(Buffer.from(body).toString()) as MetaBody;
