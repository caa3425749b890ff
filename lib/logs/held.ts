/**
 * Why a log is held. `quota` and `unreachable` end by themselves, so that the writer looks in now and then;
 * the others wait for a person.
 */
export const HELD_CODES = [
  "revoked",
  "client_changed",
  "account_removed",
  "no_right",
  "api_disabled",
  "sheet_deleted",
  "tab_deleted",
  "sheet_full",
  "quota",
  "unreachable",
  "refused",
  "endpoint_gone",
] as const;
export type HeldCode = (typeof HELD_CODES)[number];

export const endsByItself = (code: HeldCode): boolean => code === "quota" || code === "unreachable";
