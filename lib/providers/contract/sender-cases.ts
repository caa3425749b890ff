import type { StatusEvent } from "@/lib/domain/message/status-event";
import type { ReasonClass } from "@/lib/domain/reason/classes";
import type { Settings, WebhookRequest } from "@/lib/providers/provider";
import type {
  LookUpOutcome,
  SenderAccount,
  SendOutcome,
  SendRequest,
  SmsRequest,
  VoiceRequest,
} from "@/lib/providers/sender";
import type { Answer, Recorded } from "./recording-server";

export const ATTEMPT = "0199c4a2-7b1e-7c3d-9f10-5b6a7c8d9e0f";
export const CALLBACK = `https://hooks.example.com/api/webhooks/k3y?attempt=${ATTEMPT}`;
export const TO = "+447700900123";
export const FROM = "+12025550100";

export const SMS: SmsRequest = {
  channel: "sms",
  attemptId: ATTEMPT,
  to: TO,
  from: FROM,
  callbackUrl: CALLBACK,
  text: "Your table is free: 2 + 2 = 4 & “ça va”? 好的 👋🏽",
};

export const CALL: VoiceRequest = {
  channel: "voice",
  attemptId: ATTEMPT,
  to: TO,
  from: FROM,
  callbackUrl: CALLBACK,
  script: "Hello, your order is ready.",
  language: "en-GB",
  repeat: 1,
  detectMachine: false,
};

type Accepted = Omit<Extract<SendOutcome, { kind: "accepted" }>, "kind" | "answer">;

/** What the shared suite needs to know of one sender; the answers are the provider's real ones. */
export type SenderCases = {
  /** An invented account, complete for both channels; "apiBase" is added by the suite. */
  readonly settings: Settings;
  /** Answers what comes before a send (a token); undefined for the send itself. */
  readonly prelude?: (request: Recorded) => Answer | undefined;
  /** At least one of each channel; the first of a channel also stands for the faults. */
  readonly sends: readonly {
    readonly name: string;
    readonly request: SendRequest;
    /** Laid over the account's settings. */
    readonly settings?: Settings;
    readonly answer: Answer;
    readonly accepted: Accepted;
    /** Field by field: method, path, authorization, content type, body. */
    readonly check: (request: Recorded) => void;
  }[];
  readonly refusals: readonly {
    readonly channel: SendRequest["channel"];
    readonly answer: Answer;
    readonly code: string;
    /** As the dictionary has it. */
    readonly class: ReasonClass;
  }[];
  /** Refused before anything is sent. */
  readonly impossible: readonly {
    readonly name: string;
    readonly request: SendRequest;
    readonly text: RegExp;
  }[];
  /** Reads the text of an SMS out of a request, as the provider would. */
  readonly textOf: (request: Recorded) => string;
  /** Reads what is spoken (once, without a prompt). */
  readonly spokenOf?: (request: Recorded) => string;
  readonly lookUps: readonly {
    readonly name: string;
    readonly channel: SendRequest["channel"];
    readonly providerMessageId?: string;
    /** Milliseconds since the send. */
    readonly age?: number;
    readonly settings?: Settings;
    readonly answer: (sent: number) => Answer;
    readonly outcome: Partial<LookUpOutcome>;
    readonly check?: (request: Recorded) => void;
  }[];
  /** Answers to the harmless call. */
  readonly tests: readonly {
    readonly name: string;
    readonly settings?: Settings;
    readonly answer: (request: Recorded) => Answer;
    readonly outcome: { readonly ok: boolean; readonly detail?: string };
  }[];
  /** Status callbacks of our own sends, as they arrive; `request` signs them with the account's settings. */
  readonly callbacks: readonly {
    readonly name: string;
    readonly request: (settings: Settings) => WebhookRequest;
    readonly events: readonly Partial<StatusEvent>[];
  }[];
};

export const accountOf = (settings: Settings, apiBase: string, timeout = 10_000): SenderAccount => ({
  settings: { ...settings, apiBase },
  fetch: globalThis.fetch,
  timeout,
});
