import type { Pool } from "pg";
import type { LaneContext } from "@/lib/fallback/dispatch/dispatcher";
import { applyEvent } from "@/lib/fallback/ledger/apply-event";
import { happeningOf } from "@/lib/fallback/ledger/attempt-status";
import { claimUnsettled, noteUnanswered, type Unsettled } from "@/lib/fallback/sweep/settle-store";
import type { Sender, SenderAccount } from "@/lib/providers/sender";

/** Look-ups at one connection beside each other: providers allow few. */
const CONCURRENCY = 4;
/** Milliseconds until a look-up is given up; it is repeated later. */
const TIMEOUT = 10_000;

type Options = {
  readonly pool: Pool;
  readonly contextOf: (workspaceId: number, connectionId: number) => Promise<LaneContext>;
  readonly onError: (error: unknown) => void;
  readonly timeout?: number;
};

/**
 * Finds out at the providers what became of attempts whose request got no answer. Each connection is asked
 * beside the sweep's rounds and beside the others, so that a slow one holds up nobody.
 */
export class Settler {
  private readonly running = new Map<string, Promise<void>>();

  constructor(private readonly options: Options) {}

  /** Begins what is due and returns; a connection that is still being asked gets nothing more. */
  async look(now: number): Promise<void> {
    const due = await claimUnsettled(this.options.pool, [...this.running.keys()], now);
    for (const lane of new Set(due.map(laneOf))) {
      const attempts = due.filter((attempt) => laneOf(attempt) === lane);
      const work = this.ask(attempts, now)
        .catch(this.options.onError)
        .finally(() => this.running.delete(lane));
      this.running.set(lane, work);
    }
  }

  /** Waits for the look-ups that are on their way. */
  async stop(): Promise<void> {
    await Promise.all(this.running.values());
  }

  private async ask(attempts: readonly Unsettled[], now: number): Promise<void> {
    const [first] = attempts;
    if (!first) return;
    const { sender, account } = await this.options.contextOf(first.workspaceId, first.connectionId);
    const limited = { ...account, timeout: this.options.timeout ?? TIMEOUT };
    const rest = [...attempts];
    const lookUps = Array.from({ length: CONCURRENCY }, async () => {
      for (let next = rest.shift(); next; next = rest.shift())
        await settle(this.options.pool, next, sender, limited, now).catch(this.options.onError);
    });
    await Promise.all(lookUps);
  }
}

const laneOf = ({ workspaceId, connectionId }: Unsettled): string => `${workspaceId}|${connectionId}`;

async function settle(
  pool: Pool,
  attempt: Unsettled,
  sender: Sender | undefined,
  account: SenderAccount,
  now: number,
): Promise<void> {
  const { workspaceId, id, step, unknownPolicy: policy } = attempt;
  if (!sender) return noteUnanswered(pool, attempt, "The connection is gone; nobody can be asked.");
  const outcome = await sender.lookUp(
    {
      attemptId: id,
      channel: step.channel,
      to: attempt.recipient,
      from: step.from,
      providerMessageId: attempt.providerMessageId ?? undefined,
      sent: attempt.sent,
    },
    account,
  );
  if (outcome.kind === "unknown") return noteUnanswered(pool, attempt, outcome.why);
  const happening =
    outcome.kind === "found"
      ? happeningOf(outcome, step)
      : {
          event: { kind: "absent", policy } as const,
          log: { kind: "absent", detail: "The provider has no such message." },
        };
  await applyEvent(pool, workspaceId, id, happening, now);
}
