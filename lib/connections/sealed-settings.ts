import "server-only";
import type { ProviderAdapter, Settings } from "@/lib/providers/provider";
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

/** @throws SealError when the secrets can't be opened with the keys that are set */
export function openSettings(row: Owner & { settings: unknown; secrets: Uint8Array }): Settings {
  const secrets: unknown = JSON.parse(open(row.secrets, connectionOwner(row.workspaceId, row.id)));
  return { ...(row.settings as Settings), ...(secrets as Settings) };
}
