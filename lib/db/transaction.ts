import "server-only";
import { prisma } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";

/** What a store function writes through: the client itself, or a transaction that its caller opened. */
export type Db = Prisma.TransactionClient;

/** Everything in `work` commits together or not at all. */
export const transaction = <T>(work: (db: Db) => Promise<T>): Promise<T> => prisma().$transaction(work);
