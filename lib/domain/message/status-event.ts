import type { Channel, EventStatus } from "./status";

/** Money as a provider reports it, never converted. */
export type Price = {
  /** Decimal in the currency's main unit, e.g. "0.0075"; what was charged, so never negative. */
  readonly amount: string;
  /** ISO 4217. */
  readonly currency: string;
};

/**
 * One item of a webhook about one message, in the same words for every provider. Immutable.
 * Times are milliseconds since the epoch, UTC.
 */
export type StatusEvent = {
  readonly channel: Channel;
  /** The provider's id, verbatim and opaque; may exceed 100 characters. */
  readonly providerMessageId: string;
  /**
   * Set only where the provider's id names a batch, so that the id alone is not unique: the
   * recipient's digits. Otherwise absent.
   */
  readonly part?: string;
  readonly status: EventStatus;
  /** The provider's own word, verbatim, for the timeline. */
  readonly rawStatus: string;
  /** The provider's clock; absent where it gives none (then our receive time counts). */
  readonly occurredAt?: number;
  /** E.164 with "+", when the payload tells and it is a phone number. */
  readonly recipient?: string;
  /** BSUID: WhatsApp's business-scoped user id, e.g. "US.1349...". */
  readonly recipientUserId?: string;
  /** The business's number or sender ID, E.164 where it is a number. */
  readonly sender?: string;
  /** Campaign tag exactly as it travelled (see `campaignOfTag`). */
  readonly tag?: string;
  readonly template?: string;
  /** Only on rejected; always a string, in the provider's own numbering, e.g. "131026". */
  readonly errorCode?: string;
  /** The provider's own sentence about the error. */
  readonly errorText?: string;
  /** Voice: who picked up, when the provider tells. */
  readonly answeredBy?: "human" | "machine";
  /** Voice: whether the person pressed the key that was asked for; absent when the payload says nothing of keys. */
  readonly confirmed?: boolean;
  /** What the provider charged for the message or the call, when it tells. */
  readonly price?: Price;
  /** The provider documents the failure as not permanent. */
  readonly retryable?: boolean;
  /** We or the operator cancelled it: never a reason to fall back. */
  readonly cancelledByUs?: boolean;
};

/** A part of a webhook that is not a delivery status, with the reason it was left aside. */
export type Ignored = {
  readonly reason: IgnoredReason;
  /** What exactly, for the counter's "last cause"; never holds a phone number. */
  readonly detail?: string;
};

export type IgnoredReason =
  | "inbound_message" // a person wrote to the business
  | "call_signalling" // WhatsApp calls share the status array
  | "payment" // payment states share the status array
  | "opt_out" // a marketing stop or resume; a signal, not a status
  | "other_object" // another product's webhook at this address
  | "other_event" // an event type without a delivery status
  | "provider_fallback" // the provider switches the channel itself (Sinch SWITCHING_CHANNEL)
  | "duplicate_submit" // our own idempotent re-submission was refused (Infobip 23)
  | "incomplete"; // a status without message id or without status word

/** What an adapter concludes from one request's body. */
export type ParsedWebhook = {
  readonly events: readonly StatusEvent[];
  readonly ignored: readonly Ignored[];
};

/**
 * The campaign's name in a tag. Senders often append a contact after a bar ("autumn|c_1001"): what is
 * before the first bar is the campaign. Empty after trimming: no campaign.
 */
export function campaignOfTag(tag: string): string | null {
  const bar = tag.indexOf("|");
  const name = (bar < 0 ? tag : tag.slice(0, bar)).trim();
  return name === "" ? null : name.slice(0, 200);
}
