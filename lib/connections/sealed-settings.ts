import "server-only";
import type { ProviderAdapter, Settings } from "@/lib/providers/provider";
import { providerById } from "@/lib/providers/registry";
import { connectionOwner, open, seal } from "@/lib/secrets/seal";

/** A connection's settings as they lie in its row: plain ones as JSON, secret ones encrypted. */
export type StoredSettings = {
  readonly settings: Record<string, string>;
  readonly secrets: Uint8Array<ArrayBuffer>;
};

type Owner = { readonly workspaceId: number; readonly id: number };

export function sealSettings(adapter: ProviderAdapter, owner: Owner, settings: Settings): StoredSettings {
  const plain = new Set(adapter.settings.filter((field) => !field.secret).map((field) => field.key));
  const set = Object.entries(settings).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const secret = set.filter(([key]) => !plain.has(key));
  return {
    settings: Object.fromEntries(set.filter(([key]) => plain.has(key))),
    secrets: seal(JSON.stringify(Object.fromEntries(secret)), connectionOwner(owner.workspaceId, owner.id)),
  };
}

type Row = Owner & {
  readonly provider: string;
  readonly settings: unknown;
  readonly secrets: Uint8Array;
};

/** @throws SealError when the secrets can't be opened with the keys that are set */
export function openSettings(row: Row): Settings {
  const secrets: unknown = JSON.parse(open(row.secrets, connectionOwner(row.workspaceId, row.id)));
  return underPresentKeys(row.provider, { ...(row.settings as Settings), ...(secrets as Settings) });
}

/**
 * What an earlier version saved under another key, under its present one, unless that has a value of its own.
 * The former key is left out, so that the next change of the connection takes it away for good.
 */
export function underPresentKeys(provider: string, stored: Settings): Settings {
  const settings = { ...stored };
  for (const { key, formerly } of providerById(provider)?.settings ?? []) {
    if (!formerly) continue;
    const former = settings[formerly.key]?.trim();
    if (former && !settings[key]?.trim()) settings[key] = formerly.read(former);
    delete settings[formerly.key];
  }
  return settings;
}
