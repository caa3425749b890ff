import { z } from "zod";
import { id, idInput, pathId } from "@/lib/contracts/ids";
import { pageInput, pageOf } from "@/lib/contracts/page";
import { instant, name } from "@/lib/contracts/text";

/** Senders append a contact after a bar ("autumn|c_1001"), so a tag can't hold one; see `campaignOfTag`. */
const tag = name(200).refine(
  (value) => !value.includes("|"),
  "A tag can't hold “|”: what follows it is left aside.",
);

export const createCampaignInput = z.strictObject({
  name: name(200),
  tag: tag
    .optional()
    .describe("Text that your messages carry to name the campaign. Left out: the name, up to its first “|”."),
});

export const updateCampaignInput = z.strictObject({
  id: pathId,
  name: name(200).optional(),
  archived: z
    .boolean()
    .optional()
    .describe("Archived campaigns leave the overview; they go on receiving statuses."),
  flowId: idInput
    .nullable()
    .optional()
    .describe("The flow that runs on its statuses; null: the workspace's default flow."),
});

export const campaignIdInput = z.strictObject({ id: pathId });

export const listCampaignsInput = z.strictObject({
  ...pageInput,
  archived: z
    .enum(["false", "true", "all"])
    .default("false")
    .describe("Which campaigns: working, archived, or all."),
});

export const campaignView = z.strictObject({
  id,
  key: z.string(),
  name: z.string(),
  tag: z.string().nullable().describe("Null for the campaign “Unassigned” of a connection."),
  unassignedOf: id.nullable().describe("Connection whose statuses without a campaign are gathered here."),
  webhookUrls: z
    .array(z.strictObject({ connectionId: id, provider: z.string(), name: z.string(), url: z.url() }))
    .describe("One address a connection; statuses that arrive there belong to this campaign."),
  flowId: id.nullable().describe("Null: it runs the workspace's default flow."),
  createdAt: instant,
  archivedAt: instant.nullable(),
});

export const campaignPage = pageOf(campaignView);

export type CreateCampaignInput = z.output<typeof createCampaignInput>;
export type UpdateCampaignInput = z.output<typeof updateCampaignInput>;
export type ListCampaignsInput = z.output<typeof listCampaignsInput>;
export type CampaignView = z.output<typeof campaignView>;
