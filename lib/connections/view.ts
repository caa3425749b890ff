import "server-only";
import type { ConnectionCounters, ConnectionView } from "@/lib/connections/contract";
import { openSettings, underPresentKeys } from "@/lib/connections/sealed-settings";
import { previousKey } from "@/lib/connections/settings";
import { type ConnectionRow, findUnassigned, sumCounters } from "@/lib/connections/store";
import type { WorkspaceId } from "@/lib/domain/ids";
import { publicUrl } from "@/lib/env";
import type { ProviderAdapter, Settings } from "@/lib/providers/provider";
import { providerById } from "@/lib/providers/registry";
import { SealError } from "@/lib/secrets/envelope";

/** Shorter values would be given away in good part by their end. */
const LONG_ENOUGH_FOR_LAST4 = 20;

/** Kinds of the counter table, and their names in answers. */
const COUNTER_OF_KIND: Readonly<Record<string, keyof ConnectionCounters>> = {
  accepted: "accepted",
  rejected_signature: "rejectedSignature",
  malformed: "malformed",
  ignored: "ignored",
  unknown_word: "unknownWord",
  too_large: "tooLarge",
};

export const webhookUrlOf = (connectionKey: string, campaignKey?: string): string =>
  [`${publicUrl()}/api/webhooks`, connectionKey, ...(campaignKey ? [campaignKey] : [])].join("/");

/** Connections as anyone of the workspace may see them: without a single secret. */
export async function viewConnections(
  workspaceId: WorkspaceId,
  rows: readonly ConnectionRow[],
): Promise<ConnectionView[]> {
  const ids = rows.map((row) => row.id);
  const [unassigned, sums] = await Promise.all([
    findUnassigned(workspaceId, ids),
    sumCounters(workspaceId, ids),
  ]);
  const campaignOf = new Map(unassigned.map((campaign) => [campaign.unassignedOf, campaign.id]));
  return rows.map((row) => {
    const counters = countersOf(sums.filter((sum) => sum.connectionId === row.id));
    return { ...viewRow(row), unassignedCampaignId: String(campaignOf.get(row.id)), counters };
  });
}

export async function viewConnection(workspaceId: WorkspaceId, row: ConnectionRow): Promise<ConnectionView> {
  const [view] = await viewConnections(workspaceId, [row]);
  if (!view) throw new Error("a connection without a view");
  return view;
}

function viewRow(row: ConnectionRow): Omit<ConnectionView, "unassignedCampaignId" | "counters"> {
  const adapter = providerById(row.provider);
  const fields = adapter?.settings ?? [];
  const settings = settingsOf(row);
  const plain = { ...underPresentKeys(row.provider, row.settings as Settings), ...settings };
  const known = fields.filter((field) => !field.secret && plain[field.key] !== undefined);
  return {
    id: String(row.id),
    provider: row.provider,
    providerName: adapter?.name ?? row.provider,
    name: row.name,
    key: row.key,
    webhookUrl: webhookUrlOf(row.key),
    settings: Object.fromEntries(known.map((field) => [field.key, plain[field.key] ?? ""])),
    secrets: secretStates(fields, settings),
    createdAt: row.createdAt.toISOString(),
    lastReceivedAt: row.lastReceivedAt?.toISOString() ?? null,
  };
}

/** A list must not fail because one connection's secrets need another key: they show as not set. */
function settingsOf(row: ConnectionRow): Settings {
  try {
    return openSettings(row);
  } catch (error) {
    if (error instanceof SealError) return {};
    throw error;
  }
}

function secretStates(fields: ProviderAdapter["settings"], settings: Settings): ConnectionView["secrets"] {
  const states = fields
    .filter((field) => field.secret)
    .map((field) => {
      const value = settings[field.key];
      const last4 = value && value.length >= LONG_ENOUGH_FOR_LAST4 ? { last4: value.slice(-4) } : {};
      const rotating = settings[previousKey(field.key)] !== undefined;
      return [field.key, { set: value !== undefined, ...last4, rotating }] as const;
    });
  return Object.fromEntries(states);
}

export function countersOf(sums: readonly { kind: string; n: number }[]): ConnectionCounters {
  const counters = {
    accepted: 0,
    rejectedSignature: 0,
    malformed: 0,
    ignored: 0,
    unknownWord: 0,
    tooLarge: 0,
  };
  for (const { kind, n } of sums) {
    const counter = COUNTER_OF_KIND[kind];
    if (counter) counters[counter] += n;
  }
  return counters;
}
