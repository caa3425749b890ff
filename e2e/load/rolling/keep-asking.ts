export type Asked = {
  requests: number;
  /** Answers that are not as they should be, by what came. */
  readonly errors: Map<string, number>;
  slowestMs: number;
};

/**
 * Repeats `ask` in `lanes` at a time until told to stop.
 * @param ask - resolves to null when all was right, else to what came instead
 * @param pause - milliseconds between two requests of a lane
 */
export function keepAsking(
  lanes: number,
  pause: number,
  ask: (n: number) => Promise<string | null>,
): { readonly asked: Asked; stop(): Promise<Asked> } {
  const asked: Asked = { requests: 0, errors: new Map(), slowestMs: 0 };
  let asking = true;
  const lane = async () => {
    while (asking) {
      const started = performance.now();
      const wrong = await ask(asked.requests++).catch((error: Error) => causeOf(error));
      if (wrong !== null) asked.errors.set(wrong, (asked.errors.get(wrong) ?? 0) + 1);
      asked.slowestMs = Math.max(asked.slowestMs, performance.now() - started);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  };
  const all = Promise.all(Array.from({ length: lanes }, lane));
  return {
    asked,
    stop: async () => {
      asking = false;
      await all;
      return asked;
    },
  };
}

const causeOf = ({ message, cause }: Error): string =>
  (cause instanceof Error ? `${message}: ${cause.message}` : message).slice(0, 80);
