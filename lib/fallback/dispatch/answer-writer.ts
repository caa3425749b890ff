import type { Pool } from "pg";
import { withRetry } from "@/lib/db/in-transaction";
import { type AcceptedAnswer, storeAccepted } from "@/lib/fallback/dispatch/store";

type Waiting = {
  readonly answer: AcceptedAnswer;
  resolve(stored: boolean): void;
  reject(error: unknown): void;
};

/**
 * Stores accepted answers together: what comes while one statement runs goes into the next. At hundreds of
 * sends a second a transaction for each would cost more than all the rest.
 */
export class AnswerWriter {
  private waiting: Waiting[] = [];
  private running = false;

  constructor(private readonly pool: Pool) {}

  /** @returns false when the attempt was no longer dispatching; the ledger's general rule then decides. */
  add(answer: AcceptedAnswer): Promise<boolean> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ answer, resolve, reject });
      if (this.running) return;
      this.running = true;
      setImmediate(() => void this.run());
    });
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      const answers = batch.map(({ answer }) => answer);
      await withRetry(() => storeAccepted(this.pool, answers)).then(
        (stored) => {
          for (const { answer, resolve } of batch) resolve(stored.has(answer.attemptId));
        },
        (error: unknown) => {
          for (const { reject } of batch) reject(error);
        },
      );
    }
    this.running = false;
  }
}
