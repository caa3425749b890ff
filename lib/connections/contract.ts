import { z } from "zod";
import { id, pathId } from "@/lib/contracts/ids";
import { instant, name, text } from "@/lib/contracts/text";

/** By field key. Secrets go in here and never come out. */
const settings = z.record(text(100), text(20_000).nullable());
const fieldKeys = z.array(text(100)).max(50);

export const createConnectionInput = z.strictObject({
  provider: text(50).describe("One of the ids of GET /api/v1/providers."),
  name: name(100),
  settings: settings
    .default({})
    .describe(
      "Values by field key, as GET /api/v1/providers lists them. Fields with `generated` may be left out.",
    ),
});

export const updateConnectionInput = z.strictObject({
  id: pathId,
  name: name(100).optional(),
  settings: settings
    .optional()
    .describe("Only what changes: a field that is left out stays, an empty secret stays, null clears."),
  keepPrevious: z
    .boolean()
    .default(false)
    .describe("Accept the former value of each secret that changes as well, until the rotation is ended."),
  rotate: fieldKeys
    .default([])
    .describe("Secrets to rotate: the former value stays valid. A generated one gets a new value by itself."),
  endRotation: fieldKeys
    .default([])
    .describe("Secrets whose former value is no longer accepted from now on."),
});

export const connectionIdInput = z.strictObject({ id: pathId });
export const listConnectionsInput = z.strictObject({});

const secretState = z.strictObject({
  set: z.boolean(),
  last4: z.string().optional().describe("The last four characters of a long value, to recognise it."),
  rotating: z.boolean().describe("The former value is accepted as well."),
});

export const connectionCounters = z.strictObject({
  accepted: z.int().describe("Requests that were verified, read and stored."),
  rejectedSignature: z.int(),
  malformed: z.int(),
  ignored: z.int().describe("Parts of requests that are not a delivery status."),
  unknownWord: z.int().describe("Statuses with a word that is not known; stored as unknown."),
  tooLarge: z.int(),
});

export const connectionView = z.strictObject({
  id,
  provider: z.string(),
  providerName: z.string(),
  name: z.string(),
  key: z.string(),
  webhookUrl: z.url().describe("Enter this address at the provider."),
  settings: z.record(z.string(), z.string()).describe("Settings that are not secret."),
  secrets: z.record(z.string(), secretState),
  unassignedCampaignId: id.describe("Campaign that takes statuses without one."),
  createdAt: instant,
  lastReceivedAt: instant.nullable(),
  counters: connectionCounters,
});

/** Answer to making and changing a connection. */
export const changedConnection = connectionView.extend({
  generated: z
    .record(z.string(), z.string())
    .describe("Values that were made up just now, to enter at the provider. Not shown again."),
});

export const connectionList = z.strictObject({ items: z.array(connectionView) });

export type CreateConnectionInput = z.output<typeof createConnectionInput>;
export type UpdateConnectionInput = Pick<z.output<typeof updateConnectionInput>, "id"> &
  Partial<z.output<typeof updateConnectionInput>>;
export type ConnectionView = z.output<typeof connectionView>;
export type ChangedConnection = z.output<typeof changedConnection>;
export type ConnectionCounters = z.output<typeof connectionCounters>;
