import {
  type ComposedEvent,
  MalformedWebhook,
  type ProviderAdapter,
  type Settings,
  type Verification,
  type WebhookRequest,
} from "@/lib/providers/provider";
import { sha256Hex } from "@/lib/providers/shared/crypto";
import { parseJson } from "@/lib/providers/shared/json";
import { parseStatuses } from "./parse";
import { guide, settings } from "./settings";
import { conversationSignature, verifyApplication, verifyConversation } from "./signature";
import { isSmsReport } from "./wire";

/** Sinch: Conversation API (WhatsApp, SMS), SMS API (XMS) batches, and Voice callbacks. */
export const sinch: ProviderAdapter = {
  id: "sinch",
  name: "Sinch",
  channels: ["whatsapp", "sms", "voice"],
  settings,
  guide,
  verify,
  parseStatuses,
  compose,
  // A voice callback wants a call plan in its answer: after the key (PIE) there is nothing more to say.
  acceptedBody: '{"instructions":[],"action":{"name":"hangup"}}',
};

function verify(request: WebhookRequest, saved: Settings, now: number): Verification {
  if (request.headers["x-sinch-webhook-signature"] !== undefined)
    return verifyConversation(request, saved, now);
  if (/^Application\s/i.test(request.headers.authorization ?? ""))
    return verifyApplication(request, saved, now);
  // The SMS API signs nothing: there the unguessable address is the trust, and only for its own reports.
  if (isUnsignedSmsReport(request.body)) return { ok: true };
  return { ok: false, cause: "The request is not signed: set a secret on the webhook in the Sinch app." };
}

function isUnsignedSmsReport(body: Uint8Array): boolean {
  try {
    return isSmsReport(parseJson(body));
  } catch (error) {
    if (error instanceof MalformedWebhook) return false;
    throw error;
  }
}

const WORD: Record<ComposedEvent["status"], string> = {
  sent: "QUEUED_ON_CHANNEL",
  delivered: "DELIVERED",
  read: "READ",
  rejected: "FAILED",
};

function compose(
  event: ComposedEvent,
  { url }: { readonly url: string },
  saved: Settings,
  now: number,
): WebhookRequest {
  const report = {
    message_id: event.providerMessageId,
    conversation_id: "",
    status: WORD[event.status],
    channel_identity: { channel: "WHATSAPP", identity: event.recipient.replace("+", ""), app_id: "" },
    contact_id: "",
    metadata: event.tag ?? "",
    processing_mode: "DISPATCH",
    reason:
      event.status === "rejected"
        ? {
            code: event.errorCode ?? "UNKNOWN",
            description: event.errorText,
            sub_code: "UNSPECIFIED_SUB_CODE",
          }
        : undefined,
  };
  const callback = {
    app_id: saved.appId ?? "",
    event_time: new Date(event.occurredAt).toISOString(),
    project_id: saved.projectId ?? "",
    message_metadata: event.tag ?? "",
    message_delivery_report: report,
  };
  const body = new TextEncoder().encode(JSON.stringify(callback));
  const nonce = sha256Hex(`${event.providerMessageId}.${event.status}.${now}`).slice(0, 26).toUpperCase();
  const timestamp = String(Math.floor(now / 1000));
  return {
    method: "POST",
    url,
    headers: {
      "content-type": "application/json",
      "x-sinch-webhook-signature": conversationSignature(saved.webhookSecret ?? "", body, nonce, timestamp),
      "x-sinch-webhook-signature-algorithm": "HmacSHA256",
      "x-sinch-webhook-signature-nonce": nonce,
      "x-sinch-webhook-signature-timestamp": timestamp,
    },
    body,
  };
}
