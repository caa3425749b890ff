/** What an endpoint can choose to be told of. */
export const WEBHOOK_EVENTS = [
  "status.changed",
  "message.rejected",
  "attempt.settled",
  "campaign.breaker_tripped",
  "alert",
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** Sent by the button "Send a test event", to any endpoint. */
export const TEST_EVENT = "webhook.test";

export const DELIVERY_STATES = ["pending", "delivered", "failed"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Why an endpoint gets nothing: a person paused it, it has failed for days, or it answered 410 Gone. */
export const PAUSE_REASONS = ["person", "failures", "gone"] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/**
 * The request's body. The order of the fields is the specification's; the same event gives the same bytes.
 * @param occurred - milliseconds since the epoch
 */
export const webhookBody = (type: string, occurred: number, data: unknown): string =>
  JSON.stringify({ type, timestamp: new Date(occurred).toISOString(), data });

/**
 * What is signed, by the Standard Webhooks specification.
 * @param sentAt - seconds since the epoch, as in the header webhook-timestamp
 */
export const signedContent = (eventId: string, sentAt: number, body: string): string =>
  `${eventId}.${sentAt}.${body}`;
