import { MAX_CALL_SECONDS } from "@/lib/domain/channel/voice";
import type {
  FallbackChannel,
  LookUpOutcome,
  Sender,
  SenderAccount,
  SendOutcome,
  SmsRequest,
  VoiceRequest,
} from "@/lib/providers/sender";
import { cannotTell, jsonOf, notConfigured, notSupported, refusalCode } from "@/lib/providers/shared/answer";
import { apiBaseOf } from "@/lib/providers/shared/api-base";
import { type CallResult, call, outcomeOf } from "@/lib/providers/shared/call";
import { field, type Json, list, text } from "@/lib/providers/shared/json";
import { localeIn } from "@/lib/providers/shared/locale";
import { notFoundYet, WINDOW } from "@/lib/providers/shared/settling";
import { speakable } from "@/lib/providers/shared/speech";
import { testOutcomeOf } from "@/lib/providers/shared/test-outcome";
import { API_URL, failureCode, statusOf, TTS_LOCALES } from "./wire";

/**
 * Bird, api.bird.com: SMS by a channel's messages, spoken calls by a channel's calls. No idempotency key; the
 * attempt's id is the message's `reference` and the call's tag. Statuses come to the webhook subscription,
 * whose address is the same for all. Source: the OpenAPI documents in Bird's API pages, read 2026-11.
 */
export const birdSender: Sender = {
  channels: ["sms", "voice"],
  can: { validity: false, calls: { pressToConfirm: false, detectsMachines: true } },

  async send(request, account) {
    const channel = channelFor(request.channel, account);
    if (typeof channel === "string") return notConfigured(channel);
    return request.channel === "sms"
      ? sendMessage(request, channel, account)
      : sendCall(request, channel, account);
  },

  async lookUp(request, account) {
    const channel = channelFor(request.channel, account);
    if (typeof channel === "string") return { kind: "unknown", why: channel };
    return request.channel === "sms"
      ? lookUpMessage(request, channel, account)
      : lookUpCall(request, channel, account);
  },

  async test(account) {
    const channels = (["sms", "voice"] as const).map((kind) => channelFor(kind, account));
    const ready = channels.filter((channel) => typeof channel !== "string");
    if (ready.length === 0) return { ok: false, code: "incomplete", cause: String(channels[0]) };
    const tests = await Promise.all(ready.map((channel) => testChannel(channel, account)));
    return tests.find((test) => !test.ok) ?? (tests[0] as (typeof tests)[number]);
  },
};

/** Messages in one look-up. */
const LISTED = 100;

type ChannelAddress = {
  /** …/workspaces/{workspaceId}/channels */
  readonly channels: string;
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
};

/** The channel that sends, or what the connection lacks. */
function channelFor(kind: FallbackChannel, { settings }: SenderAccount): ChannelAddress | string {
  const { accessKey, workspaceId } = settings;
  const id = kind === "sms" ? settings.smsChannelId : settings.voiceChannelId;
  if (!accessKey || !workspaceId) return "No access key with its workspace id is saved in this connection.";
  if (!id) return `No ${kind === "sms" ? "SMS" : "voice"} channel id is saved in this connection.`;
  return {
    channels: `${apiBaseOf(settings, API_URL)}/workspaces/${encodeURIComponent(workspaceId)}/channels`,
    id: encodeURIComponent(id),
    headers: { authorization: `AccessKey ${accessKey}`, accept: "application/json" },
  };
}

async function sendMessage(
  request: SmsRequest,
  { channels, id, headers }: ChannelAddress,
  account: SenderAccount,
): Promise<SendOutcome> {
  if (request.validityMinutes !== undefined)
    return notSupported("Bird takes no validity period. Leave it empty in this step.");
  const message = {
    sender: { connector: { identifierValue: request.from } },
    receiver: { contacts: [{ identifierKey: "phonenumber", identifierValue: request.to }] },
    body: { type: "text", text: { text: request.text.toWellFormed() } },
    reference: request.attemptId,
  };
  return accepted(await post(account, `${channels}/${id}/messages`, headers, message));
}

async function sendCall(
  request: VoiceRequest,
  { channels, id, headers }: ChannelAddress,
  account: SenderAccount,
): Promise<SendOutcome> {
  if (request.confirm)
    return notSupported("Bird does not report the key that was pressed. Leave out “press 1” in this step.");
  const locale = localeIn(TTS_LOCALES, request.language);
  if (locale === undefined) return notSupported(`Bird does not speak the language “${request.language}”.`);
  const options = {
    text: speakable(request.script),
    locale,
    ...(request.voice !== undefined && { voice: request.voice }),
  };
  const say = { command: "say", options };
  const made = {
    to: request.to,
    from: request.from,
    maxDuration: MAX_CALL_SECONDS,
    callFlow: [...Array.from({ length: request.repeat }, () => say), { command: "hangup" }],
    ...(request.detectMachine && { amdSettings: { enabled: true } }),
    tags: [tagOf(request.attemptId)],
  };
  return accepted(await post(account, `${channels}/${id}/calls`, headers, made));
}

/** Bird writes tags in lower case. */
const tagOf = (attemptId: string): string => attemptId.toLowerCase();

const accepted = (result: CallResult): SendOutcome =>
  outcomeOf(result, {
    accepted: (json) => {
      const id = text(field(json, "id"));
      return id === undefined ? undefined : { providerMessageId: id };
    },
    refused: (json, status) => ({
      code: refusalCode(status, text(field(json, "code"))),
      text: text(field(json, "message")),
    }),
  });

type Question = Parameters<Sender["lookUp"]>[0];

async function lookUpMessage(
  request: Question,
  { channels, id, headers }: ChannelAddress,
  account: SenderAccount,
): Promise<LookUpOutcome> {
  const messages = `${channels}/${id}/messages`;
  if (request.providerMessageId !== undefined) {
    const url = `${messages}/${encodeURIComponent(request.providerMessageId)}`;
    const result = await call(account, { method: "GET", url, headers });
    return foundIn("sms", jsonOf(result)) ?? cannotTell(result);
  }
  const result = await call(account, { method: "GET", url: `${messages}?limit=${LISTED}`, headers });
  const page = jsonOf(result);
  if (!Array.isArray(field(page, "results"))) return cannotTell(result);
  const ours = list(field(page, "results")).find(
    (message) => field(message, "reference") === request.attemptId,
  );
  if (ours !== undefined) return foundIn("sms", ours) ?? cannotTell(result);
  // The list can't be filtered by reference: only one without a next page shows that it is not there.
  return text(field(page, "nextPageToken")) === undefined ? notFoundYet(request.sent) : cannotTell(result);
}

async function lookUpCall(
  request: Question,
  { channels, id, headers }: ChannelAddress,
  account: SenderAccount,
): Promise<LookUpOutcome> {
  if (request.providerMessageId !== undefined) {
    const url = `${channels}/${id}/calls/${encodeURIComponent(request.providerMessageId)}`;
    const result = await call(account, { method: "GET", url, headers });
    return foundIn("voice", jsonOf(result)) ?? cannotTell(result);
  }
  const tag = tagOf(request.attemptId);
  const query = new URLSearchParams({ tag, startAt: new Date(request.sent - WINDOW).toISOString() });
  const result = await call(account, { method: "GET", url: `${channels}/calls?${query}`, headers });
  const page = jsonOf(result);
  if (!Array.isArray(field(page, "results"))) return cannotTell(result);
  const results = list(field(page, "results"));
  const ours = results.find((made) => list(field(made, "tags")).includes(tag));
  if (ours !== undefined) return foundIn("voice", ours) ?? cannotTell(result);
  // A list of other calls was not filtered by the tag, so it proves nothing.
  return results.length === 0 ? notFoundYet(request.sent) : cannotTell(result);
}

function foundIn(channel: FallbackChannel, json: Json): LookUpOutcome | undefined {
  const id = text(field(json, "id"));
  const word = text(field(json, "status"));
  if (id === undefined || word === undefined) return undefined;
  const status = statusOf(channel, word);
  return {
    kind: "found",
    providerMessageId: id,
    status,
    rawStatus: word,
    ...(status === "rejected" && {
      errorCode: failureCode(json) ?? word,
      errorText: text(field(json, "details")) ?? text(field(json, "reason")),
    }),
  };
}

async function testChannel({ channels, id, headers }: ChannelAddress, account: SenderAccount) {
  return testOutcomeOf(await call(account, { method: "GET", url: `${channels}/${id}`, headers }), {
    name: "Bird",
    credentials: "the access key, the workspace id and the channel ids",
    read: (json) => (field(json, "id") === undefined ? undefined : (text(field(json, "name")) ?? "")),
  });
}

const post = (
  account: SenderAccount,
  url: string,
  headers: ChannelAddress["headers"],
  body: object,
): Promise<CallResult> =>
  call(account, {
    method: "POST",
    url,
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
