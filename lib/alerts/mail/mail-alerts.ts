import type { Pool } from "pg";
import { mailAlert } from "@/lib/alerts/mail/mail-words";
import { type DueAlert, endMailing, noteMailed, takeDueAlerts } from "@/lib/alerts/mail/store";
import { type Mail, sendMail } from "@/lib/alerts/mail/transport";

/** Tries of one alert, a little over an hour together. */
const MAX_TRIES = 12;

/** Mails what is to be mailed; who has got it is noted one by one, so that nobody gets it twice. */
export async function mailDueAlerts(
  pool: Pool,
  onError: (error: unknown) => void,
  send: (mail: Mail) => Promise<void> = sendMail,
): Promise<void> {
  for (const alert of await takeDueAlerts(pool)) {
    const done = await mailOne(pool, alert, send).catch((error) => {
      onError(error);
      return false;
    });
    if (done || alert.tries >= MAX_TRIES) await endMailing(pool, alert);
  }
}

/** @returns whether everybody has it; an address that fails does not keep the others from it */
async function mailOne(pool: Pool, alert: DueAlert, send: (mail: Mail) => Promise<void>): Promise<boolean> {
  const failures: unknown[] = [];
  for (const { email, locale } of alert.recipients) {
    if (alert.mailedTo.includes(email)) continue;
    try {
      const words = await mailAlert(locale, alert.workspace, alert);
      await send({ to: email, ...words, id: `alert-${alert.workspaceId}-${alert.id}-${hashOf(email)}` });
      await noteMailed(pool, alert, email);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
  return true;
}

/** Tells recipients of one alert apart in a Message-ID without naming them. */
function hashOf(text: string): string {
  let hash = 5381;
  for (const char of text) hash = (hash * 33 + (char.codePointAt(0) ?? 0)) >>> 0;
  return hash.toString(36);
}
