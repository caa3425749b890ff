import { withParams } from "@/lib/client/get-json";
import type { Quantity } from "@/lib/domain/campaign/metrics";

export type MessageGroup = {
  /** Absent: the messages of all campaigns. */
  readonly campaignId?: number;
  readonly show?: Quantity;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly country?: string;
  readonly template?: string;
  readonly code?: string;
};

/** Stands for "has none" in addresses, where an empty value would mean "any". */
export const NONE = "-";

/** The list behind a number. */
export function messagesHref(group: MessageGroup): string {
  const { campaignId, show, from, to, country, template, code } = group;
  const page = campaignId === undefined ? "/campaigns/messages" : `/campaigns/${campaignId}/messages`;
  const named = (value: string | undefined) => (value === "" ? NONE : value);
  return withParams(page, {
    show: show === "attempted" ? undefined : show,
    from,
    to,
    country: named(country),
    template: named(template),
    code: named(code),
  });
}

/** Attempts of fallbacks behind a number; of messages first heard of in the period. */
export const attemptsHref = (group: {
  readonly campaignId?: number;
  readonly people?: "sent_to" | "recovered";
  readonly channel?: "sms" | "voice";
  readonly from?: string | null;
  readonly to?: string | null;
}): string => withParams("/fallbacks", group);

export const campaignHref = (campaignId: number): string => `/campaigns/${campaignId}`;
export const rejectedHref = (campaignId?: number): string => withParams("/rejected", { campaignId });
