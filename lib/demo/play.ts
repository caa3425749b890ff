import type { Cue } from "@/lib/demo/script";
import { signedRequest } from "@/lib/providers/simulator/signature";
import { MAX_STATUSES } from "@/lib/providers/simulator/wire";

export type Stage = {
  /** Where the webhooks are really posted. */
  readonly localUrl: string;
  readonly webhookPath: string;
  readonly secret: string;
};

/** Milliseconds between two posts while a campaign plays. */
const TICK = 150;
/** Statuses in one request, as a busy provider batches them. */
const USUAL_BATCH = 25;

/** Posts statuses through the webhook like a provider: signed, over HTTP, and again after a 503. */
async function post(stage: Stage, cues: readonly Cue[], signal: AbortSignal): Promise<void> {
  const url = `${stage.localUrl}${stage.webhookPath}`;
  const { headers, body } = signedRequest(
    cues.map(({ status }) => status),
    url,
    { secret: stage.secret },
  );
  for (let attempt = 1; attempt <= 5; attempt++) {
    const { status } = await fetch(url, {
      method: "POST",
      headers: headers as Record<string, string>,
      body: body as BodyInit,
      signal,
    });
    if (status === 200) return;
    if (status === 404) throw new DemoRemoved();
    if (status !== 503) throw new Error(`the webhook answered ${status}`);
    await pause(500 * attempt, signal);
  }
  throw new Error("the webhook kept answering 503");
}

/** Somebody removed the demo while it played. */
export class DemoRemoved extends Error {}

/** Posts every cue at once: what happened before today. */
export async function playAtOnce(stage: Stage, cues: readonly Cue[], signal: AbortSignal): Promise<void> {
  for (let i = 0; i < cues.length; i += MAX_STATUSES / 2)
    await post(stage, cues.slice(i, i + MAX_STATUSES / 2), signal);
}

/** Posts each cue at its second. @param onProgress - share of the cues that were posted, about once a second. */
export async function playLive(
  stage: Stage,
  cues: readonly Cue[],
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<void> {
  const started = Date.now();
  let next = 0;
  for (let tick = 0; next < cues.length; tick++) {
    const elapsed = (Date.now() - started) / 1000;
    let due = next;
    while (due < cues.length && (cues[due] as Cue).post <= elapsed) due++;
    const batches: Promise<void>[] = [];
    for (; next < due; next += USUAL_BATCH)
      batches.push(post(stage, cues.slice(next, Math.min(due, next + USUAL_BATCH)), signal));
    next = due;
    await Promise.all(batches);
    if (tick % 7 === 0) onProgress(next / cues.length);
    await pause(TICK, signal);
  }
  onProgress(1);
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        reject(signal.reason);
      },
      { once: true },
    );
  });
}
