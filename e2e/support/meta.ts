import { randomBytes } from "node:crypto";
import { meta } from "@/lib/providers/meta";
import type { ComposedEvent } from "@/lib/providers/provider";
import { api, type Connection, createConnection } from "./api";
import type { Instance } from "./instance";
import { signSample } from "./sign-sample";

const VERIFY_TOKEN = "a-verify-token-for-tests";

/** A Meta connection with a campaign of its own, and a way to play its statuses over HTTP. */
export type Line = {
  readonly connection: Connection;
  readonly campaign: { readonly id: string; readonly name: string };
  /** Where Meta would post its statuses. */
  readonly url: string;
  /** Posts one signed webhook for each event. @throws unless it is answered with 200 */
  play(events: readonly Event[]): Promise<void>;
};

export type Event = {
  /** Unique within the line; the provider's message id is made from it. */
  readonly id: string;
  /** One of ours, or a word that Meta has not used so far. */
  readonly status: ComposedEvent["status"] | (string & {});
  readonly to?: string;
  readonly code?: string;
  readonly text?: string;
  /** Seconds before now. */
  readonly ago?: number;
};

/** The provider's id of a message, as people see it. */
export const wamid = (campaign: string, id: string): string =>
  `wamid.${Buffer.from(`${campaign} ${id}`).toString("base64url")}`;

/** Names differ at every call, so that specs can run again on the same instance. */
export const unique = (name: string): string => `${name} ${randomBytes(3).toString("hex")}`;

export async function openLine(instance: Instance, name: string): Promise<Line> {
  const appSecret = randomBytes(16).toString("hex");
  const settings = { appSecret, verifyToken: VERIFY_TOKEN };
  const connection = await createConnection(instance, "meta", unique(name), settings);
  const campaign = await api<{ id: string; name: string; webhookUrls: { url: string }[] }>(
    instance,
    "POST",
    "/campaigns",
    { name: unique(name) },
  );
  const { key } = await api<{ key: string }>(instance, "GET", `/campaigns/${campaign.id}`);
  const url = `${instance.url}/api/webhooks/${connection.key}/${key}`;
  return {
    connection,
    campaign,
    url,
    play: async (events) => {
      for (const event of events) await postStatus(url, appSecret, campaign.name, event);
    },
  };
}

/** Posts one status as Meta would. @param scope - keeps message ids of different campaigns apart */
export async function postStatus(url: string, secret: string, scope: string, event: Event): Promise<void> {
  const now = Date.now();
  const known = ["sent", "delivered", "read", "rejected"].includes(event.status);
  const composed: ComposedEvent = {
    providerMessageId: wamid(scope, event.id),
    status: known ? (event.status as ComposedEvent["status"]) : "sent",
    occurredAt: now - (event.ago ?? 0) * 1000,
    recipient: event.to ?? "+12025550123",
    sender: "+12025550100",
    ...(event.code ? { errorCode: event.code, errorText: event.text ?? "Message undeliverable" } : {}),
  };
  const { body } = meta.compose(composed, { url }, { appSecret: secret }, now);
  const text = Buffer.from(body).toString();
  const bytes = Buffer.from(known ? text : text.replace('"status":"sent"', `"status":"${event.status}"`));
  const request = { method: "POST", url, headers: { "content-type": "application/json" } } as const;
  const headers = signSample({ scheme: "meta-x-hub-256", secret }, request, url, bytes, now);
  const response = await fetch(url, { method: "POST", headers, body: bytes });
  if (response.status !== 200) throw new Error(`webhook: ${response.status} ${await response.text()}`);
}
