import "server-only";
import type { z } from "zod";
import { type Context, mayAct } from "@/lib/auth/context";
import { toPage } from "@/lib/contracts/page";
import { isE164, maskPhone } from "@/lib/domain/phone";
import type {
  listSuppressionsInput,
  SuppressionFilter,
  SuppressionItem,
  suppressionPage,
} from "@/lib/suppression/definition";
import {
  countSuppressions,
  findSuppressions,
  type SuppressionRow,
  type SuppressionWhere,
} from "@/lib/suppression/store";

/** Fewer digits would match almost every number. */
const MIN_DIGITS = 4;

export type SuppressionPage = {
  items: SuppressionItem[];
  older: string | null;
  newer: string | null;
};

/** The suppression list, newest first; viewers get masked numbers. Places are ids. */
export async function listSuppressions(
  ctx: Context,
  filter: SuppressionFilter,
  place: { older?: string; newer?: string },
  limit: number,
): Promise<SuppressionPage> {
  const back = place.newer !== undefined;
  const start = place.newer ?? place.older;
  const from = start === undefined ? null : Number(start);
  const where = whereOf(ctx, filter);
  const rows = await findSuppressions(ctx.workspaceId, where, from, limit + 1, back ? "newer" : "older");
  const shown = rows.slice(0, limit);
  const more = rows.length > limit;
  if (back) shown.reverse();
  const idOf = (row: SuppressionRow | undefined): string | null => (row ? String(row.id) : null);
  return {
    items: shown.map((row) => itemOf(ctx, row)),
    older: back || more ? idOf(shown.at(-1)) : null,
    newer: back ? (more ? idOf(shown[0]) : null) : from === null ? null : idOf(shown[0]),
  };
}

/** The same for the API, which only goes on to older ones. */
export async function pageSuppressions(
  ctx: Context,
  { cursor, limit, ...filter }: z.output<typeof listSuppressionsInput>,
): Promise<z.output<typeof suppressionPage>> {
  const from = cursor === undefined ? null : Number(cursor);
  const rows = await findSuppressions(ctx.workspaceId, whereOf(ctx, filter), from, limit + 1);
  return toPage(rows, limit, (row) => itemOf(ctx, row));
}

export const countSuppressed = (ctx: Context, filter: SuppressionFilter): Promise<number> =>
  countSuppressions(ctx.workspaceId, whereOf(ctx, filter));

/** Whole numbers for everyone; parts only for those who may see numbers. */
export function whereOf(ctx: Context, { search, ...rest }: SuppressionFilter): SuppressionWhere {
  if (!search) return rest;
  const digits = search.replace(/\D/g, "").replace(/^00/, "");
  const isNumber = /^[+\d][\d\s().-]*$/.test(search);
  if (isNumber && digits.length >= MIN_DIGITS && mayAct(ctx.role, "operator")) return { ...rest, digits };
  return { ...rest, exactly: isNumber && isE164(`+${digits}`) ? `+${digits}` : search };
}

export function itemOf(ctx: Context, row: SuppressionRow): SuppressionItem {
  const full = mayAct(ctx.role, "operator");
  return {
    id: String(row.id),
    recipient: full ? row.recipient : maskPhone(row.recipient),
    reason: row.reason,
    // Notes are free text in which people write numbers.
    note: full ? row.note : (row.note?.replace(/\+?\d[\d\s().-]{5,}\d/g, "••••••") ?? null),
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    expired: row.expired,
    rejection: rejectionOf(row),
  };
}

const rejectionOf = ({
  campaignId,
  campaign,
  messageId,
  code,
}: SuppressionRow): SuppressionItem["rejection"] =>
  campaignId === null || campaign === null || code === null
    ? null
    : { campaignId: String(campaignId), campaign, messageId, code };
