import type { Capability, FallbackChannel } from "@/lib/domain/channel/capability";
import type { EventStatus } from "@/lib/domain/message/status";
import type { Price } from "@/lib/domain/message/status-event";

export type { Capability, FallbackChannel } from "@/lib/domain/channel/capability";
export type { Price } from "@/lib/domain/message/status-event";

type Addressed = {
  /** The attempt's id in the ledger, a UUID: the idempotency key or the client's message id where the provider takes one. */
  readonly attemptId: string;
  /** E.164 with "+". */
  readonly to: string;
  /** E.164 with "+", a short code, or (SMS only) up to 11 letters and digits. */
  readonly from: string;
  /** Where the provider reports statuses; carries the attempt's id in its query (`attempt=…`). */
  readonly callbackUrl: string;
};

export type SmsRequest = Addressed & {
  readonly channel: "sms";
  readonly text: string;
  /** Minutes after which the networks stop trying; absent: the provider's own limit. */
  readonly validityMinutes?: number;
};

export type VoiceRequest = Addressed & {
  readonly channel: "voice";
  /** Plain text to be spoken. */
  readonly script: string;
  /** BCP 47, e.g. "en-GB". */
  readonly language: string;
  /** The provider's own name of a voice; absent: its default for the language. */
  readonly voice?: string;
  /** How often the script is spoken: once, or once more. */
  readonly repeat: 1 | 2;
  /** Asks for "press 1"; the prompt is spoken after the script. */
  readonly confirm?: { readonly prompt: string };
  /** Ask the provider to tell a person from an answering machine. */
  readonly detectMachine: boolean;
};

export type SendRequest = SmsRequest | VoiceRequest;

/**
 * What is known after a send. The difference that matters is between "nothing can have left" and "nobody
 * knows": only the former may ever be tried again by itself.
 */
export type SendOutcome =
  | {
      readonly kind: "accepted";
      readonly providerMessageId: string;
      readonly segments?: number;
      readonly price?: Price;
      /** The answer's text, secrets and numbers redacted, at most 2,000 characters. */
      readonly answer: string;
    }
  | {
      /** The provider said no: nothing was sent, and the same request would be refused again. */
      readonly kind: "refused";
      /** In the provider's own numbering, as the reason dictionary knows it; absent when it gave none. */
      readonly code?: string;
      /** The provider's own sentence, redacted. */
      readonly text: string;
      readonly answer: string;
    }
  | {
      /** Provably nothing left: connection refused, no such host, 429. May be tried again. */
      readonly kind: "unsent";
      readonly why: string;
      /** Seconds to wait, when the provider told. */
      readonly retryAfter?: number;
      readonly answer?: string;
    }
  | {
      /** Time-out, reset, 5xx, an answer that can't be read: it may have been sent. Never repeated by itself. */
      readonly kind: "unknown";
      readonly why: string;
      readonly answer?: string;
    };

/** What the provider knows about a request whose outcome is unknown. */
export type LookUpOutcome =
  | {
      readonly kind: "found";
      readonly providerMessageId: string;
      readonly status: EventStatus;
      readonly rawStatus: string;
      readonly errorCode?: string;
      readonly errorText?: string;
      readonly price?: Price;
    }
  /** It was asked in a way that would have shown it: it did not arrive there. */
  | { readonly kind: "absent" }
  /** Can't be told: the provider has no such question, or it did not answer. */
  | { readonly kind: "unknown"; readonly why: string };

/** Why a test of credentials failed; pages have words for each in the reader's language. */
export const TEST_PROBLEMS = [
  "incomplete",
  "not_accepted",
  "account_unknown",
  "wrong_address",
  "redirected",
  "throttled",
  "answered",
  "unreachable",
  "no_such_address",
  "certificate",
  "private_address",
  "bad_key",
  "no_answer",
] as const;
export type TestProblem = (typeof TEST_PROBLEMS)[number];

export type TestOutcome =
  | {
      readonly ok: true /** E.g. the account's name, for the operator to recognise. */;
      readonly detail?: string;
    }
  | {
      readonly ok: false;
      readonly code: TestProblem;
      /** Of the answer; only with "answered". */
      readonly status?: number;
      /** Plain words: what is wrong and what to do. */
      readonly cause: string;
    };

/** An account as a sender needs it. */
export type SenderAccount = {
  /** Decrypted, by the key of the settings field. `apiBase` overrides the provider's address. */
  readonly settings: Readonly<Record<string, string | undefined>>;
  /** Makes the requests; refuses addresses that may not be reached. */
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds until a request without an answer is given up; its outcome is then unknown. */
  readonly timeout: number;
};

/** One provider's way to send. What it needs stands in its adapter's settings, with `purpose: "send"`. */
export type Sender = {
  readonly channels: readonly FallbackChannel[];
  readonly can: Capability;
  /** What it charged is told by no answer and no status, only by `lookUp`, some minutes after the end. */
  readonly pricesLater?: true;
  /** Sends once. Never throws: whatever happens is an outcome. */
  send(request: SendRequest, account: SenderAccount): Promise<SendOutcome>;
  /**
   * Asks the provider what became of a request.
   * @param sent - when the request left, milliseconds since the epoch.
   */
  lookUp(
    request: {
      readonly attemptId: string;
      readonly channel: FallbackChannel;
      readonly to: string;
      readonly from: string;
      readonly providerMessageId?: string;
      readonly sent: number;
    },
    account: SenderAccount,
  ): Promise<LookUpOutcome>;
  /** A harmless call that proves the credentials. Never throws. */
  test(account: SenderAccount): Promise<TestOutcome>;
};
