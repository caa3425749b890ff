import "server-only";
import type { Prisma } from "@/lib/db/generated/client";
import type { Quantity } from "@/lib/domain/campaign/metrics";
import { STATUS_CODE } from "@/lib/domain/message/status";

const { unknown, accepted, sent, delivered, read, rejected } = STATUS_CODE;

/** The messages behind each count of the dashboards; a test holds them to the roll-ups. */
export const WHERE_QUANTITY: Readonly<Record<Quantity, Prisma.MessageWhereInput>> = {
  attempted: {},
  // The indexes of what was accepted only and of rejections are partial: without their condition the planner can't use them.
  acceptedOnly: { status: { in: [unknown, accepted] }, sentAt: null, rejectedAt: null },
  sent: { OR: [{ status: { in: [sent, delivered, read] } }, { sentAt: { not: null } }] },
  delivered: { status: { in: [delivered, read] } },
  notRead: { status: delivered },
  read: { status: read },
  rejected: { status: rejected, rejectedAt: { not: null } },
  rejectedBeforeSent: { status: rejected, rejectedAt: { not: null }, sentAt: null },
  rejectedAfterSent: { status: rejected, rejectedAt: { not: null }, sentAt: { not: null } },
  silent: { status: sent },
};
