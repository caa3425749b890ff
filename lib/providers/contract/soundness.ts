import type { ParsedWebhook, StatusEvent } from "@/lib/domain/message/status-event";
import { MalformedWebhook, type ProviderAdapter, type WebhookRequest } from "@/lib/providers/provider";

export function sameMeaning(
  adapter: ProviderAdapter,
  request: WebhookRequest,
  original: ParsedWebhook,
): boolean {
  try {
    return JSON.stringify(adapter.parseStatuses(request)) === JSON.stringify(original);
  } catch {
    return false;
  }
}

export function readsOrRefuses(adapter: ProviderAdapter, request: WebhookRequest): void {
  try {
    const { events, ignored } = adapter.parseStatuses(request);
    for (const event of events) expectSound(event);
    for (const part of ignored) if (!part.reason) throw new Error("an ignored part without a reason");
  } catch (error) {
    if (!(error instanceof MalformedWebhook)) throw error;
  }
}

/** What the database can hold: texts without NUL, whole milliseconds. Plain checks, since this runs 10,000 times. */
function expectSound(event: StatusEvent): void {
  if (event.providerMessageId === "" || event.rawStatus === "")
    throw new Error("an event without id or word");
  if (event.occurredAt !== undefined && !Number.isInteger(event.occurredAt))
    throw new Error("a time that is no integer");
  if (event.recipient !== undefined && !/^\+[1-9]\d{5,14}$/.test(event.recipient))
    throw new Error("not E.164");
  if (event.status !== "rejected" && event.errorCode !== undefined)
    throw new Error("an error code without rejection");
  const { price, ...rest } = event;
  if (price && !(/^\d+(\.\d{1,8})?$/.test(price.amount) && /^[A-Z]{3}$/.test(price.currency)))
    throw new Error("a price that is none");
  for (const value of Object.values(rest)) {
    if (typeof value === "string" && value.includes("\0")) throw new Error("NUL in a text");
    if (typeof value === "object") throw new Error("a structure where a text belongs");
  }
}
