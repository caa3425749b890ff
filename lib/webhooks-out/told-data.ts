import { alertTranslator } from "@/lib/alerts/words";
import type { Locale } from "@/lib/auth/context";
import { ALERT_KINDS, type AlertParams } from "@/lib/domain/alert/kinds";

/** The `data` of an event as it is sent: alerts are written by the database, and get their words here. */
export async function toldData(type: string, data: unknown, locale: Locale): Promise<unknown> {
  if (type !== "alert" || typeof data !== "object" || data === null) return data;
  const { kind, params } = data as { kind?: string; params?: AlertParams };
  const known = ALERT_KINDS.find((one) => one === kind);
  return known
    ? { ...data, ...(await alertTranslator(locale))({ kind: known, params: params ?? {} }) }
    : data;
}
