import type { Handshake, ProviderAdapter, Settings, WebhookRequest } from "@/lib/providers/provider";
import { composeCloudApi, parseCloudApi } from "@/lib/providers/shared/cloud-api";
import { safeEqual, secretsOf } from "@/lib/providers/shared/crypto";
import { guide, settings } from "./settings";
import { signMeta, verifyMeta } from "./signature";
import { handshakeQuery, SIGNATURE_HEADER } from "./wire";

/** Meta WhatsApp Cloud API. Up to 1,000 statuses a request, repeated for seven days, unordered. */
export const meta: ProviderAdapter = {
  id: "meta",
  name: "Meta WhatsApp Cloud API",
  channels: ["whatsapp"],
  settings,
  guide,
  verify: verifyMeta,
  parseStatuses: (request) => parseCloudApi(request.body),
  handshake,
  compose(event, { url }, secrets) {
    const body = composeCloudApi(event);
    const headers = {
      "content-type": "application/json",
      "user-agent": "facebookexternalua",
      [SIGNATURE_HEADER]: signMeta(secrets.appSecret ?? "", body),
    };
    return { method: "POST", url, headers, body };
  },
};

function handshake(request: WebhookRequest, secrets: Settings): Handshake | null {
  const asked = request.method === "GET" ? handshakeQuery(request.url) : null;
  if (!asked) return null;
  if (!secretsOf(secrets, "verifyToken").some((token) => safeEqual(asked.token, token))) {
    return { kind: "refuse", cause: "The verify token that Meta sent is not this connection's." };
  }
  if (!asked.challenge) return { kind: "refuse", cause: "Meta sent no challenge to answer." };
  return { kind: "answer", body: asked.challenge };
}
