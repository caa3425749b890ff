import type { LookUpOutcome, Sender, SenderAccount, SendOutcome, SmsRequest } from "@/lib/providers/sender";
import { cannotTell, jsonOf, notConfigured, notSupported, refusalCode } from "@/lib/providers/shared/answer";
import { apiBaseOf } from "@/lib/providers/shared/api-base";
import { type CallResult, call, outcomeOf } from "@/lib/providers/shared/call";
import { field, type Json, list, path, text } from "@/lib/providers/shared/json";
import { priceOf } from "@/lib/providers/shared/money";
import { notFoundYet, WINDOW } from "@/lib/providers/shared/settling";
import { testOutcomeOf } from "@/lib/providers/shared/test-outcome";
import { ATTEMPT_KEY, DEFAULT_CATEGORY, messageStatus } from "./wire";

/**
 * Bird platform API, /v1/sms/messages. The only provider here that takes an idempotency key. Its voice is SIP
 * trunking: it has no spoken calls. Source: generated types of Bird's TypeScript SDK, read 2026-11.
 */
export const birdPlatformSender: Sender = {
  channels: ["sms"],
  can: { validity: false, calls: null },

  async send(request, account) {
    if (request.channel === "voice")
      return notSupported(
        "Bird's platform API has no spoken calls. Choose another connection for this step.",
      );
    if (request.validityMinutes !== undefined)
      return notSupported("Bird's platform API takes no validity period yet. Leave it empty in this step.");
    const api = apiOf(account);
    return api ? sendMessage(request, api, account) : notConfigured(NO_KEY);
  },

  async lookUp(request, account) {
    const api = apiOf(account);
    if (!api) return { kind: "unknown", why: NO_KEY };
    const { attemptId, providerMessageId, to, sent } = request;
    if (providerMessageId !== undefined) {
      const result = await get(account, api, `/v1/sms/messages/${encodeURIComponent(providerMessageId)}`);
      return foundIn(jsonOf(result)) ?? cannotTell(result);
    }
    const query = new URLSearchParams({
      direction: "outbound",
      to,
      created_after: new Date(sent - WINDOW).toISOString(),
      limit: String(LISTED),
    });
    const result = await get(account, api, `/v1/sms/messages?${query}`);
    const page = jsonOf(result);
    if (!Array.isArray(field(page, "data"))) return cannotTell(result);
    const ours = list(field(page, "data")).find(
      (message) => path(message, "metadata", ATTEMPT_KEY) === attemptId,
    );
    if (ours !== undefined) return foundIn(ours) ?? cannotTell(result);
    return field(page, "next_cursor") === null ? notFoundYet(sent) : cannotTell(result);
  },

  async test(account) {
    const api = apiOf(account);
    if (!api) return { ok: false, code: "incomplete", cause: NO_KEY };
    return testOutcomeOf(await get(account, api, "/v1/sms/messages?limit=1"), {
      name: "Bird",
      credentials: "the API key and the region",
      read: (json) => (Array.isArray(field(json, "data")) ? "" : undefined),
    });
  },
};

const NO_KEY =
  "No API key is saved in this connection, or it names no region: it begins with bk_, then the region.";
/** The most that one page holds. */
const LISTED = 100;

type Api = { readonly url: string; readonly headers: Readonly<Record<string, string>> };

function apiOf({ settings }: SenderAccount): Api | undefined {
  const { apiKey } = settings;
  const region = settings.region || /^bk_([a-z]{2}\d+)_/.exec(apiKey ?? "")?.[1];
  if (!apiKey || (!region && !settings.apiBase)) return undefined;
  return {
    url: apiBaseOf(settings, `https://${region}.platform.bird.com`),
    headers: { authorization: `Bearer ${apiKey}`, accept: "application/json" },
  };
}

async function sendMessage(request: SmsRequest, api: Api, account: SenderAccount): Promise<SendOutcome> {
  const message = {
    to: request.to,
    from: request.from,
    text: request.text.toWellFormed(),
    category: account.settings.smsCategory || DEFAULT_CATEGORY,
    metadata: { [ATTEMPT_KEY]: request.attemptId },
  };
  const result = await call(account, {
    method: "POST",
    url: `${api.url}/v1/sms/messages`,
    headers: { ...api.headers, "content-type": "application/json", "idempotency-key": request.attemptId },
    body: JSON.stringify(message),
  });
  if (result.kind === "answer" && result.status === 409)
    return {
      kind: "unknown",
      why: "Bird has taken a request for this attempt before.",
      answer: result.shown,
    };
  return outcomeOf(result, { accepted: acceptedIn, refused: refusedIn });
}

function acceptedIn(message: Json) {
  const id = text(field(message, "id"));
  if (id === undefined) return undefined;
  const segments = Number(text(path(message, "segments", "count")));
  const price = priceIn(message);
  return { providerMessageId: id, ...(segments > 0 && { segments }), ...(price && { price }) };
}

/** "validation_error:SMSInvalidRecipient": the category, and the name where the dictionary knows it. */
function refusedIn(json: Json, status: number) {
  const error = field(json, "error");
  const type = text(field(error, "type"));
  const name = text(field(error, "name")) ?? text(field(error, "code"));
  const code = type !== undefined && name !== undefined ? `${type}:${name}` : (type ?? name);
  return { code: code ?? refusalCode(status, undefined), text: text(field(error, "message")) };
}

const priceIn = (message: Json) =>
  priceOf(path(message, "cost", "amount"), path(message, "cost", "currency_code"));

function foundIn(message: Json): LookUpOutcome | undefined {
  const id = text(field(message, "id"));
  const word = text(field(message, "status"));
  if (id === undefined || word === undefined) return undefined;
  const status = messageStatus("sms", word);
  const price = priceIn(message);
  return {
    kind: "found",
    providerMessageId: id,
    status,
    rawStatus: word,
    ...(status === "rejected" && {
      errorCode: text(path(message, "last_error", "code")) ?? word,
      errorText: text(path(message, "last_error", "description")),
    }),
    ...(price && { price }),
  };
}

const get = (account: SenderAccount, { url, headers }: Api, path: string): Promise<CallResult> =>
  call(account, { method: "GET", url: url + path, headers });
