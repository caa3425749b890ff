import type { Channel } from "@/lib/domain/message/status";
import type { ParsedWebhook } from "@/lib/domain/message/status-event";

/** One field of a provider's settings form; the form, its checks and the API's schema are drawn from it. */
export type SettingsField = {
  /** Key in `Settings`, camelCase, e.g. "appSecret". */
  readonly key: string;
  readonly label: { readonly en: string; readonly zh: string };
  /** Where the operator finds the value at the provider, in plain words. */
  readonly help: { readonly en: string; readonly zh: string };
  /** Encrypted at rest, never returned, can be rotated (old and new valid together). */
  readonly secret: boolean;
  readonly required: boolean;
  /** webhook: needed to trust statuses. send: needed to send SMS or calls (optional for receiving). */
  readonly purpose: "webhook" | "send";
  readonly placeholder?: string;
  /** Anchored pattern for the whole value, where the provider's format is certain. */
  readonly pattern?: RegExp;
  /** Filled in by us with an unguessable value when left empty (verify tokens, shared header secrets). */
  readonly generated?: boolean;
  /** Under which key earlier versions kept it, and how its value was written then. */
  readonly formerly?: { readonly key: string; readonly read: (value: string) => string };
};

/** Decrypted settings by field key. A secret under rotation is held as `${key}` and `${key}Previous`. */
export type Settings = Readonly<Record<string, string | undefined>>;

/** The exact request as it came in. */
export type WebhookRequest = {
  readonly method: "GET" | "POST";
  /**
   * The public address as the provider knows it: PUBLIC_URL + path + query. Never taken from Host or
   * X-Forwarded-*: those can be forged.
   */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
};

export type Verification =
  | { readonly ok: true }
  | {
      readonly ok: false;
      /** Plain words for the connection's page, without any secret or signature. */
      readonly cause: string;
      /** Answer 503 instead of 401 so that the provider repeats it signed (Vonage, unsigned after a fault). */
      readonly retry?: boolean;
    };

/** Answer to a provider's handshake (Meta's hub.challenge). */
export type Handshake =
  | { readonly kind: "answer"; readonly body: string }
  | { readonly kind: "refuse"; readonly cause: string };

export class MalformedWebhook extends Error {
  override readonly name = "MalformedWebhook";
}

/** Step-by-step set-up text for one provider; `{webhookUrl}` and `{field:key}` are filled in by the page. */
export type SetupGuide = { readonly en: readonly string[]; readonly zh: readonly string[] };

/**
 * One provider. Pure: no clock, no I/O, nothing from another provider's folder.
 */
export type ProviderAdapter = {
  /** Stable id in the database, the API and URLs. */
  readonly id: string;
  /** The provider's name as it writes it. */
  readonly name: string;
  /** Channels whose statuses the adapter understands. */
  readonly channels: readonly Channel[];
  readonly settings: readonly SettingsField[];
  readonly guide: SetupGuide;
  /**
   * Whether the request comes from the provider. Constant-time; tries the current and the previous
   * secret of a rotation. @param now - milliseconds since the epoch, for replay windows.
   */
  verify(request: WebhookRequest, settings: Settings, now: number): Verification;
  /** Events and ignored parts, in the payload's order. @throws MalformedWebhook when it can't be read at all. */
  parseStatuses(request: WebhookRequest): ParsedWebhook;
  /** Only providers that ask a question before they send (Meta, 360dialog). Null: not a handshake. */
  handshake?(request: WebhookRequest, settings: Settings): Handshake | null;
  /** Answer to an accepted request where the provider wants a certain body. Default: none. */
  readonly acceptedBody?: string;
  /** Answer to the callback of a pressed key, where the call waits in it for its next step. */
  readonly keyAnswer?: { readonly body: string; readonly type: string };
  /**
   * A request as this provider would send it for `event`, signed with `settings`: for "send a test
   * status", the demo, the load generator and the contract suite. @param now - milliseconds since the epoch.
   */
  compose(
    event: ComposedEvent,
    address: { readonly url: string },
    settings: Settings,
    now: number,
  ): WebhookRequest;
};

/** What `compose` needs to know: a status on WhatsApp as the provider would report it. */
export type ComposedEvent = {
  readonly providerMessageId: string;
  readonly status: "sent" | "delivered" | "read" | "rejected";
  readonly occurredAt: number;
  /** E.164 with "+". */
  readonly recipient: string;
  readonly sender: string;
  readonly tag?: string;
  readonly errorCode?: string;
  readonly errorText?: string;
};
