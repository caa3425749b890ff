import "server-only";
import { type Context, mayAct } from "@/lib/auth/context";
import { CHANNELS } from "@/lib/domain/message/status";
import { isE164 } from "@/lib/domain/phone";
import { reasonClassOf } from "@/lib/domain/reason/dictionary";
import type { RejectedFilter } from "@/lib/rejected/definition";
import { nextDay, startOfDay } from "@/lib/rejected/local-time";
import { countReasons, type RejectedWhere } from "@/lib/rejected/store";

/** Fewer digits would match almost every number. */
const MIN_DIGITS = 4;

/**
 * The filter in the database's terms. A class becomes the reasons that the workspace really has and that the
 * dictionary puts into it: so codes with other spellings, and "unknown", need no special case.
 */
export async function whereOf(ctx: Context, filter: RejectedFilter): Promise<RejectedWhere> {
  const { campaignId, connectionId, country } = filter;
  return {
    campaignId,
    connectionId,
    country,
    from: filter.from === undefined ? undefined : begin(filter.from, ctx.timeZone),
    to: filter.to === undefined ? undefined : end(filter.to, ctx.timeZone),
    reasons: await reasonsOf(ctx, filter),
    ...(filter.search === undefined ? {} : searchFor(ctx, filter.search)),
  };
}

/** True when the roll-ups alone know how many there are. */
export const isCoveredByRollups = (filter: RejectedFilter): boolean =>
  (["country", "from", "to", "search"] as const).every((key) => filter[key] === undefined);

async function reasonsOf(ctx: Context, filter: RejectedFilter): Promise<RejectedWhere["reasons"]> {
  if (filter.class === undefined && filter.code === undefined) return null;
  const counts = await countReasons(ctx.workspaceId, filter);
  const fitting = counts.filter(
    ({ provider, channel, code }) =>
      (filter.code === undefined || filter.code === code) &&
      (filter.class === undefined ||
        reasonClassOf(provider, CHANNELS[channel] ?? "whatsapp", code) === filter.class),
  );
  const unique = new Map(
    fitting.map(({ connectionId, channel, code }) => [
      `${connectionId} ${channel} ${code}`,
      { connectionId, channel, code },
    ]),
  );
  return [...unique.values()];
}

/**
 * What people type or paste: "+1 202-555-0123", "5550123", an id. Viewers find whole numbers only: with
 * parts they could find out a masked number digit by digit.
 */
function searchFor(ctx: Context, search: string): Pick<RejectedWhere, "exactly" | "number" | "digits"> {
  const looksLikeNumber = /^[+\d][\d\s().-]*$/.test(search);
  const digits = search.replace(/\D/g, "");
  if (!looksLikeNumber) return { exactly: search };
  const whole = `+${digits.replace(/^00/, "")}`;
  if (search.startsWith("+") || search.startsWith("00")) {
    if (isE164(whole) && digits.length >= 10) return { number: whole };
  }
  if (!mayAct(ctx.role, "operator")) return isE164(whole) ? { number: whole } : { exactly: search };
  return digits.length >= MIN_DIGITS ? { digits: digits.replace(/^00/, "") } : { exactly: search };
}

const isDay = (text: string): boolean => /^\d{4}-\d\d-\d\d$/.test(text);
const begin = (text: string, zone: string): Date => (isDay(text) ? startOfDay(text, zone) : new Date(text));
const end = (text: string, zone: string): Date =>
  isDay(text) ? startOfDay(nextDay(text), zone) : new Date(text);
