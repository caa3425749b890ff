/** Everything that an alert can be about; words and settings are drawn from this list. */
export const ALERT_KINDS = [
  "rejected_share",
  "silent_share",
  "no_webhook",
  "breaker",
  "budget",
  "sheet_stuck",
  "endpoint_paused",
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** Names and numbers that an alert's words are filled with. */
export type AlertParams = Readonly<Record<string, string | number | boolean | null>>;

/** Where to act on an alert; null where there is no page for it. */
export function alertPath(kind: AlertKind, params: AlertParams): string | null {
  const campaign = typeof params.campaignId === "string" ? `/campaigns/${params.campaignId}` : null;
  switch (kind) {
    case "rejected_share":
    case "silent_share":
    case "breaker":
    case "budget":
      return campaign;
    case "no_webhook":
      return `/connections/${params.connectionId}`;
    case "endpoint_paused":
      return `/settings/webhooks/${params.endpointId}`;
    case "sheet_stuck":
      return typeof params.path === "string" ? params.path : null;
  }
}
