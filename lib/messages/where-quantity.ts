import "server-only";
import type { Prisma } from "@/lib/db/generated/client";
import type { Quantity } from "@/lib/domain/campaign/metrics";
import { STATUS_CODE } from "@/lib/domain/message/status";

const { unknown, accepted, sent, delivered, read, rejected } = STATUS_CODE;

/** The condition of a partial index: true of all in these states anyway, and without it the planner can't use the index. */
const ACCEPTED_ONLY = { sentAt: null, rejectedAt: null };

/** The messages of one state, with the condition of its partial index. */
export function whereStatus(status: number): Prisma.MessageWhereInput {
  if (status === rejected) return { status, rejectedAt: { not: null } };
  return status <= accepted ? { status, ...ACCEPTED_ONLY } : { status };
}

/** The messages behind each count of the dashboards; a test holds them to the roll-ups. */
export const WHERE_QUANTITY: Readonly<Record<Quantity, Prisma.MessageWhereInput>> = {
  attempted: {},
  acceptedOnly: { status: { in: [unknown, accepted] }, ...ACCEPTED_ONLY },
  sent: { OR: [{ status: { in: [sent, delivered, read] } }, { sentAt: { not: null } }] },
  delivered: { status: { in: [delivered, read] } },
  notRead: { status: delivered },
  read: { status: read },
  rejected: whereStatus(rejected),
  rejectedBeforeSent: { ...whereStatus(rejected), sentAt: null },
  rejectedAfterSent: { ...whereStatus(rejected), sentAt: { not: null } },
  silent: { status: sent },
};
