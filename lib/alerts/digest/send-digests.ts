import type { Pool } from "pg";
import { digestMail } from "@/lib/alerts/digest/digest-mail";
import {
  campaignsOf,
  type DueDigest,
  noteDigest,
  openAlertCount,
  takeDueDigests,
} from "@/lib/alerts/digest/store";
import { type Mail, sendMail } from "@/lib/alerts/mail/transport";
import { addDays, startOfDay } from "@/lib/reports/period";

/** Mails the digests whose hour has come. A day on which nothing happened makes none. */
export async function sendDueDigests(
  pool: Pool,
  now: number,
  onError: (error: unknown) => void,
  send: (mail: Mail) => Promise<void> = sendMail,
): Promise<void> {
  for (const digest of await takeDueDigests(pool, now)) await sendOne(pool, digest, send).catch(onError);
}

async function sendOne(pool: Pool, digest: DueDigest, send: (mail: Mail) => Promise<void>): Promise<void> {
  const { workspaceId, userId, timeZone, today, email } = digest;
  const yesterday = addDays(today, -1);
  const [campaigns, alerts] = await Promise.all([
    campaignsOf(pool, workspaceId, startOfDay(yesterday, timeZone), startOfDay(today, timeZone)),
    openAlertCount(pool, workspaceId),
  ]);
  if (campaigns.length > 0 || alerts > 0) {
    const words = await digestMail(digest, yesterday, campaigns, alerts);
    await send({ to: email, ...words, id: `digest-${workspaceId}-${userId}-${yesterday}` });
  }
  await noteDigest(pool, digest);
}
