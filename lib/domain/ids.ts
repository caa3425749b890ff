/** Branded database ids, so that a campaign's id can't be handed to a query that wants a workspace's. */
declare const brand: unique symbol;
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

export type WorkspaceId = Branded<number, "WorkspaceId">;
export type UserId = Branded<number, "UserId">;
export type ConnectionId = Branded<number, "ConnectionId">;
export type CampaignId = Branded<number, "CampaignId">;
/** 64-bit in the database, a decimal string outside it (JSON has no 64-bit numbers). */
export type MessageId = Branded<string, "MessageId">;
