import type { Pool } from "pg";
import type { LaneContext } from "@/lib/fallback/dispatch/dispatcher";
import { applyEvent } from "@/lib/fallback/ledger/apply-event";
import { happeningOf } from "@/lib/fallback/ledger/attempt-status";
import { claimUnpriced } from "@/lib/fallback/sweep/price-store";
import { claimUnsettled, noteUnanswered, type Unsettled } from "@/lib/fallback/sweep/settle-store";
import type { LookUpOutcome, Sender, SenderAccount } from "@/lib/providers/sender";

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

/** What an attempt's provider is asked: what became of it, or what it cost. */
type Question = Unsettled & { readonly about: "fate" | "price" };

/**
 * Finds out at the providers what became of attempts whose request got no answer, and what others cost. Each connection is asked
 * beside the sweep's rounds and beside the others, so that a slow one holds up nobody.
 */
export class Settler {
  private readonly running = new Map<string, Promise<void>>();

  constructor(private readonly options: Options) {}

  /** Begins what is due and returns; a connection that is still being asked gets nothing more. */
  async look(now: number): Promise<void> {
    const { pool } = this.options;
    const busy = [...this.running.keys()];
    const lost = (await claimUnsettled(pool, busy, now)).map((one) => ({ ...one, about: "fate" }) as const);
    const unpriced = await claimUnpriced(pool, [...busy, ...lost.map(laneOf)], now);
    const due = [...lost, ...unpriced.map((one) => ({ ...one, about: "price" }) as const)];
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

  private async ask(attempts: readonly Question[], now: number): Promise<void> {
    const [first] = attempts;
    if (!first) return;
    const { sender, account } = await this.options.contextOf(first.workspaceId, first.connectionId);
    const limited = { ...account, timeout: this.options.timeout ?? TIMEOUT };
    const rest = [...attempts];
    const lookUps = Array.from({ length: CONCURRENCY }, async () => {
      for (let next = rest.shift(); next; next = rest.shift())
        await answer(this.options.pool, next, sender, limited, now).catch(this.options.onError);
    });
    await Promise.all(lookUps);
  }
}

const laneOf = ({ workspaceId, connectionId }: Unsettled): string => `${workspaceId}|${connectionId}`;

async function answer(
  pool: Pool,
  question: Question,
  sender: Sender | undefined,
  account: SenderAccount,
  now: number,
): Promise<void> {
  const outcome = await sender?.lookUp(
    {
      attemptId: question.id,
      channel: question.step.channel,
      to: question.recipient,
      from: question.step.from,
      providerMessageId: question.providerMessageId ?? undefined,
      sent: question.sent,
    },
    account,
  );
  return question.about === "price"
    ? takePrice(pool, question, outcome, now)
    : settle(pool, question, outcome, now);
}

async function settle(
  pool: Pool,
  attempt: Unsettled,
  outcome: LookUpOutcome | undefined,
  now: number,
): Promise<void> {
  const { workspaceId, id, step, unknownPolicy: policy } = attempt;
  if (!outcome) return noteUnanswered(pool, attempt, "The connection is gone; nobody can be asked.");
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

/** While the provider does not know its price, the estimate stands; it is asked again at the attempt's next time. */
async function takePrice(
  pool: Pool,
  { workspaceId, id, step }: Unsettled,
  outcome: LookUpOutcome | undefined,
  now: number,
): Promise<void> {
  if (outcome?.kind !== "found" || !outcome.price) return;
  const { amount, currency } = outcome.price;
  const log = { kind: "price", detail: `${amount} ${currency}` };
  await applyEvent(pool, workspaceId, id, { ...happeningOf(outcome, step), log }, now);
}
