import type { Pool } from "pg";
import { BREAKER_WINDOW, type Stop, unusualShare } from "@/lib/domain/fallback/breaker";
import { reasonClassOf } from "@/lib/domain/reason/dictionary";
import { countsSince, rejectionCodes, stopCampaign } from "@/lib/fallback/breaker/store";
import type { WatchedCampaign } from "@/lib/fallback/plan/store";

type Named = Pick<WatchedCampaign, "workspaceId" | "campaignId">;

/**
 * Stops campaigns from within the ingest, which can neither wait nor fail for it: the stop is written beside
 * the ingest's own transaction, at once and by one writer a campaign. What fails here is found by the sweep.
 */
export class Breaker {
  private readonly stopping = new Set<string>();
  private readonly running = new Set<Promise<unknown>>();

  constructor(
    private readonly pool: Pool,
    private readonly onError: (error: unknown) => void,
  ) {}

  stop({ workspaceId, campaignId }: Named, stop: Stop): void {
    const key = `${workspaceId}|${campaignId}`;
    if (this.stopping.has(key)) return;
    this.stopping.add(key);
    const work = stopCampaign(this.pool, workspaceId, campaignId, stop)
      .catch((error) => {
        this.stopping.delete(key);
        this.onError(error);
      })
      .finally(() => this.running.delete(work));
    this.running.add(work);
  }

  isStopping({ workspaceId, campaignId }: Named): boolean {
    return this.stopping.has(`${workspaceId}|${campaignId}`);
  }

  /** Campaigns are known anew: a stop that stands is among them, one that was lifted may be needed again. */
  forget(): void {
    if (this.running.size === 0) this.stopping.clear();
  }

  /** Waits for stops that are being written. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.running);
  }
}

/**
 * A rejection for which the sender is to blame: a template that is paused, a bill that is not paid. Sending the
 * same by SMS would turn one fault into a bill.
 */
export const senderFault = (code: string | null): Stop => ({ code: "sender_fault", detail: code ?? "" });

/**
 * Judges a campaign by what has come since the last look, and by its last minutes; stops it where they are bad.
 * @param from - when the campaign was last looked at, milliseconds since the epoch
 */
export async function judgeCampaign(
  pool: Pool,
  { workspaceId, campaignId, stopped, judgedFrom }: WatchedCampaign,
  providers: ReadonlyMap<string, string>,
  from: number,
  now: number,
): Promise<void> {
  if (stopped) return;
  const codes = await rejectionCodes(pool, workspaceId, campaignId, Math.max(from, judgedFrom), now);
  const fault = codes.find(({ connectionId, code }) => {
    const provider = providers.get(`${workspaceId}|${connectionId}`);
    return provider !== undefined && reasonClassOf(provider, "whatsapp", code) === "sender_fault";
  });
  const stop = fault
    ? senderFault(fault.code)
    : unusualShare(
        await countsSince(pool, workspaceId, campaignId, Math.max(now - BREAKER_WINDOW, judgedFrom)),
      );
  if (stop) await stopCampaign(pool, workspaceId, campaignId, stop);
}
