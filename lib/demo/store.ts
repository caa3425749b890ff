import "server-only";
import { prisma } from "@/lib/db/client";

/** The demo workspace of this account, by its simulated connection. */
export async function findDemo(email: string): Promise<{ connectionKey: string } | null> {
  const connection = await prisma().connection.findFirst({
    where: {
      provider: "simulator",
      workspace: { isDemo: true, memberships: { some: { user: { email } } } },
    },
    select: { key: true },
  });
  return connection && { connectionKey: connection.key };
}
