import { foldStatuses } from "@/lib/domain/message/fold";
import type { Status } from "@/lib/domain/message/status";
import type { ExpectedEvent, Sample } from "@/lib/providers/contract/samples";
import type { ProviderId } from "@/lib/providers/registry";
import { api, type Connection, createConnection } from "../support/api";
import type { Instance } from "../support/instance";
import { providerIds, type Scene, scenesOf } from "../support/samples";
import { type SampleMeta, signSample } from "../support/sign-sample";
import { expect, test } from "../support/test";

type Message = {
  readonly providerMessageId: string;
  readonly channel: string;
  readonly status: string;
  readonly recipient: string | null;
  readonly recipientUserId: string | null;
  readonly acceptedAt: string | null;
  readonly sentAt: string | null;
  readonly deliveredAt: string | null;
  readonly readAt: string | null;
  readonly rejectedAt: string | null;
  readonly reason: { readonly code: string | null } | null;
};

/** The sample's own query goes along: some providers carry the campaign there. */
function addressOf(connection: Connection, sample: Sample): string {
  return connection.webhookUrl + new URL(sample.request.url).search;
}

async function post(instance: Instance, connection: Connection, sample: Sample): Promise<Response> {
  const publicUrl = addressOf(connection, sample);
  const { method, headers, body } = sample.request;
  const meta = sample.meta as SampleMeta;
  const bytes = Buffer.from(body);
  const signed = signSample(
    meta,
    { method, url: publicUrl, headers: headers as Record<string, string> },
    publicUrl,
    bytes,
    Date.now(),
  );
  const local = instance.url + new URL(publicUrl).pathname + new URL(publicUrl).search;
  return fetch(local, { method, headers: signed, ...(method === "POST" ? { body: bytes } : {}) });
}

async function messagesOf(instance: Instance, connection: Connection): Promise<Message[]> {
  const found: Message[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: { items: Message[]; nextCursor: string | null } = await api(
      instance,
      "GET",
      `/messages?connectionId=${connection.id}&limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`,
    );
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found;
}

const digits = (recipient: string | null): string => recipient?.replace(/\D/g, "") ?? "";

/** All events of the scene so far by message; a batch id is a message for each recipient. */
function byMessage(
  events: readonly ExpectedEvent[],
  actual: readonly Message[],
): Map<string, ExpectedEvent[]> {
  const shared = new Set(
    actual.map((m) => m.providerMessageId).filter((id, i, ids) => ids.indexOf(id) !== i),
  );
  const groups = new Map<string, ExpectedEvent[]>();
  for (const event of events) {
    const key = shared.has(event.providerMessageId)
      ? `${event.providerMessageId}|${digits(event.recipient)}`
      : event.providerMessageId;
    groups.set(key, [...(groups.get(key) ?? []), event]);
  }
  return groups;
}

function check(message: Message, events: readonly ExpectedEvent[]): void {
  const inputs = events.map((event) => ({
    status: event.status as Status,
    rawStatus: event.status,
    at: event.at === "receivedAt" ? 0 : Date.parse(event.at),
    errorCode: event.errorCode,
  }));
  const state = foldStatuses(inputs);
  expect(message.status).toBe(state.status);
  expect(message.channel).toBe(events[0]?.channel);
  const recipient = events.find((event) => event.recipient !== null)?.recipient ?? null;
  expect(message.recipient).toBe(recipient);
  const user = events.find((event) => event.recipientUserId)?.recipientUserId;
  if (user) expect(message.recipientUserId).toBe(user);
  if (state.errorCode !== null && state.status === "rejected")
    expect(message.reason?.code).toBe(state.errorCode);
  for (const stage of ["accepted", "sent", "delivered", "read", "rejected"] as const) {
    const at = state[`${stage}At`];
    const stored = message[`${stage}At`];
    if (at === null) expect(stored).toBeNull();
    else if (at > 0) expect(Date.parse(stored ?? "")).toBe(at);
    else expect(stored).not.toBeNull(); // our own clock
  }
}

async function play(instance: Instance, provider: ProviderId, scene: Scene): Promise<void> {
  const connection = await createConnection(instance, provider, scene.name, scene.settings);
  const events: ExpectedEvent[] = [];
  let counts: Readonly<Record<string, number>> | undefined;
  for (const sample of scene.samples) {
    const response = await post(instance, connection, sample);
    const text = await response.text();
    expect(String(response.status), `${sample.name}: ${text}`).toBe(sample.expected.http.slice(0, 3));
    const quoted = /body exactly "([^"]*)"/.exec(sample.expected.http)?.[1];
    if (quoted !== undefined) expect(text).toBe(quoted);
    if (/empty body/.test(sample.expected.http)) expect(text).toBe("");
    events.push(...(sample.expected.events ?? []));
    counts = sample.expected.counts ?? counts;
  }
  const messages = await messagesOf(instance, connection);
  if (counts) {
    const found: Record<string, number> = {};
    for (const { status } of messages) found[status] = (found[status] ?? 0) + 1;
    expect(found).toEqual(counts);
    return;
  }
  const groups = byMessage(events, messages);
  const lifecycle = messages.filter((message) => message.status !== "unknown");
  expect(lifecycle).toHaveLength(groups.size);
  for (const [key, group] of groups) {
    const [id, recipient] = key.split("|");
    const message = messages.find(
      (m) => m.providerMessageId === id && (!recipient || digits(m.recipient) === recipient),
    );
    expect(message, key).toBeDefined();
    check(message as Message, group);
  }
}

for (const provider of providerIds) {
  test(`every sample of ${provider} leads to what is expected, over HTTP`, async ({ instance }) => {
    for (const scene of scenesOf(provider)) {
      await test.step(scene.name, () => play(instance, provider, scene));
    }
  });
}
