/** Branded database ids, so that a campaign's id can't be handed to a query that wants a workspace's. */
declare const brand: unique symbol;
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

export type WorkspaceId = Branded<number, "WorkspaceId">;
export type ConnectionId = Branded<number, "ConnectionId">;
export type CampaignId = Branded<number, "CampaignId">;
