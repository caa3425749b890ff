import type { SendRequest } from "@/lib/providers/sender";
import { type SimulatedStep, simulatedSteps } from "./outcome";
import { signedRequest } from "./signature";

/** Sends of this process whose statuses can still be asked for. */
const REMEMBERED = 5000;
const taken = new Map<string, { readonly at: number; readonly steps: readonly SimulatedStep[] }>();

/** Posts the statuses of a send to its callback address as they happen. The process does not wait for them. */
export function answerLater(request: SendRequest, id: string, secret: string): void {
  const at = Date.now();
  const steps = simulatedSteps(request, id);
  remember(request.attemptId, { at, steps });
  for (const { after, status } of steps) {
    const post = () => void postUntilTaken(request.callbackUrl, { ...status, timestamp: Date.now() }, secret);
    setTimeout(post, after).unref();
  }
}

function remember(attemptId: string, entry: { at: number; steps: readonly SimulatedStep[] }): void {
  taken.set(attemptId, entry);
  const oldest = taken.keys().next().value;
  if (taken.size > REMEMBERED && oldest !== undefined) taken.delete(oldest);
}

/** The latest status of a send, `null` before the first; undefined when this process did not take it. */
export function latestStatus(attemptId: string): SimulatedStep["status"] | null | undefined {
  const known = taken.get(attemptId);
  if (!known) return undefined;
  const past = known.steps.filter(({ after }) => known.at + after <= Date.now());
  return past.at(-1)?.status ?? null;
}

/** As providers do: again after a 5xx, and given up when the address is gone. */
async function postUntilTaken(
  url: string,
  status: Parameters<typeof signedRequest>[0][number],
  secret: string,
): Promise<void> {
  const { headers, body } = signedRequest([status], url, { secret });
  for (let attempt = 1; attempt <= 5; attempt++) {
    if ((await answerOf(url, headers as Record<string, string>, body)) < 500) return;
    await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** attempt).unref());
  }
}

/** 503 for an address that can't be reached, which is tried again like an overloaded one. */
async function answerOf(url: string, headers: Record<string, string>, body: Uint8Array): Promise<number> {
  try {
    // Our own address, given by the caller: it may well be a private one, which `account.fetch` refuses.
    const signal = AbortSignal.timeout(10_000);
    const response = await fetch(url, { method: "POST", headers, body: body as BodyInit, signal });
    await response.body?.cancel();
    return response.status;
  } catch {
    return 503;
  }
}
