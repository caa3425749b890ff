import type { Pool } from "pg";
import { sendDueDigests } from "@/lib/alerts/digest/send-digests";
import { mailDueAlerts } from "@/lib/alerts/mail/mail-alerts";
import { dropDueMails } from "@/lib/alerts/mail/store";
import { isMailSetUp } from "@/lib/alerts/mail/transport";
import { watch } from "@/lib/alerts/watch/watch";

/** Milliseconds between two rounds. */
const WATCH_EVERY = 60_000;
const MAIL_EVERY = 3000;

/** The worker's part: looks for causes of alerts, and mails alerts and digests. */
export function startAlerts(pool: Pool, onError: (error: unknown) => void): { stop(): Promise<void> } {
  const mail = async () => {
    if (!isMailSetUp()) return dropDueMails(pool);
    await mailDueAlerts(pool, onError);
    await sendDueDigests(pool, Date.now(), onError);
  };
  const rounds = [
    repeat(() => watch(pool, Date.now(), onError), WATCH_EVERY, onError),
    repeat(mail, MAIL_EVERY, onError),
  ];
  return {
    stop: async () => {
      await Promise.all(rounds.map((stop) => stop()));
    },
  };
}

/** Runs again a pause after each end. @returns how to stop it, when the present run is over */
function repeat(
  work: () => Promise<void>,
  pause: number,
  onError: (error: unknown) => void,
): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();
  const next = () => {
    round = work()
      .catch(onError)
      .finally(() => {
        if (!stopped) timer = setTimeout(next, pause);
      });
  };
  next();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await round;
  };
}
