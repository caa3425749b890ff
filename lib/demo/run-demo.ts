import { EARLIER, LIVE } from "@/lib/demo/campaigns";
import { DemoRemoved, playAtOnce, playLive, type Stage } from "@/lib/demo/play";
import { type Cue, scriptOf } from "@/lib/demo/script";
import { setUpDemo } from "@/lib/demo/set-up";

/** A live campaign's readers at the far end of the distribution are left out, so that it ends. */
const LIVE_SECONDS = 125;

/** Plays the demo against a running instance until it ends, is removed, or `signal` stops it. */
export async function runDemo(
  localUrl: string,
  say: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const demo = await setUpDemo();
  const stage: Stage = { localUrl, webhookPath: demo.webhookPath, secret: demo.secret };
  say(`
  Open      ${localUrl}
  E-mail    ${demo.email}
  Password  ${demo.password}

A campaign of ${LIVE.people.toLocaleString("en")} recipients runs now, for about two minutes.`);
  const now = Date.now();
  try {
    if (demo.fresh) {
      for (const [i, { campaign, ago }] of EARLIER.entries()) {
        const start = now - ago * 1000;
        const past = (cue: Cue) => (cue.status.timestamp ?? 0) < now;
        await playAtOnce(stage, scriptOf(campaign, start, i + 1).filter(past), signal);
      }
    }
    await demo.prepareLive();
    const start = Date.now();
    // A seed of its own makes new messages every time the demo is started again.
    const cues = scriptOf(LIVE, start, Math.floor(start / 1000)).filter((cue) => cue.post < LIVE_SECONDS);
    await playLive(stage, cues, signal, progressOf(say));
    say("The demo campaign has ended. Reachback goes on running; stop it with Ctrl-C.");
  } catch (error) {
    if (signal.aborted) return;
    say(
      error instanceof DemoRemoved
        ? "The demo was removed."
        : `The demo stopped: ${(error as Error).message}`,
    );
  }
}

/** A line for every quarter: enough to see that it moves, short enough for a log. */
function progressOf(say: (text: string) => void): (share: number) => void {
  let told = 0;
  return (share) => {
    const quarter = Math.floor(share * 4);
    if (quarter <= told) return;
    told = quarter;
    say(`  ${quarter * 25} % of the statuses have arrived`);
  };
}
