import type { WorkspaceId } from "@/lib/domain/ids";

export const ROLES = ["viewer", "operator", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** True when `role` may do what `needed` may. */
export const mayAct = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);

export type Actor = {
  readonly kind: "user" | "api_key" | "cli" | "system";
  readonly id: number | null;
  /** E-mail or key name, for the audit log. */
  readonly label: string;
  readonly address: string | null;
};

/**
 * Who asks, and for which workspace. Every verb and every query takes it (or its workspaceId) first;
 * it is only ever made by `lib/auth` from a checked session or API key.
 */
export type Context = {
  readonly workspaceId: WorkspaceId;
  readonly role: Role;
  readonly actor: Actor;
  readonly locale: Locale;
  /** The workspace's IANA zone, in which its periods and times are shown. */
  readonly timeZone: string;
};

export const LOCALES = ["en", "zh"] as const;
export type Locale = (typeof LOCALES)[number];
