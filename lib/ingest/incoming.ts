import type { CampaignId, ConnectionId, WorkspaceId } from "@/lib/domain/ids";
import type { StatusEvent } from "@/lib/domain/message/status-event";

/** How a message came to its campaign; the higher number wins (DESIGN: address, tag, registration, none). */
export const CAMPAIGN_SOURCE = { unassigned: 0, registered: 1, tag: 2, address: 3 } as const;
export type CampaignSource = (typeof CAMPAIGN_SOURCE)[keyof typeof CAMPAIGN_SOURCE];

/** A status event with all that the database needs to know beside it. */
export type IncomingStatus = StatusEvent & {
  readonly workspaceId: WorkspaceId;
  readonly connectionId: ConnectionId;
  readonly campaignId: CampaignId;
  readonly campaignSource: CampaignSource;
  /** Our clock, milliseconds since the epoch. */
  readonly receivedAt: number;
  /** ISO 3166 alpha-2, from the number. */
  readonly country: string | null;
  /** IANA zone, registered or from the number. */
  readonly timeZone: string | null;
  /** The zone was registered for this person: it outranks the number's. */
  readonly timeZoneRegistered?: boolean;
};
