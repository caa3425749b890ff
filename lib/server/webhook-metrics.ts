import { Counter, Histogram, type Registry } from "prom-client";

/** Seconds. */
const BOUNDS = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2] as const;

const OUTCOMES = ["stored", "unknown", "ignored"] as const;
type Outcomes = Readonly<Record<(typeof OUTCOMES)[number], number>>;

/** Answers by their time: one count for each bound, and one for those above the last. */
type Times = { readonly within: number[]; sum: number };
type Tally = { readonly answers: Map<number, number>; readonly outcomes: Record<keyof Outcomes, number> };

/**
 * Webhooks as Prometheus sees them. Counted in plain numbers and handed over only when somebody asks: the
 * library checks and hashes the labels of every observation, which was a tenth of the listener's work.
 */
export class WebhookMetrics {
  private readonly times = new Map<number, Times>();
  private readonly tallies = new Map<string, Tally>();

  constructor(registry: Registry) {
    const { times, tallies } = this;
    registry.registerMetric(new AnswerTimes(times));
    new Counter({
      name: "reachback_webhooks_total",
      help: "Webhook requests by provider and answer.",
      labelNames: ["provider", "status"],
      registers: [registry],
      collect() {
        this.reset();
        for (const [provider, { answers }] of tallies)
          for (const [status, n] of answers) this.inc({ provider, status }, n);
      },
    });
    new Counter({
      name: "reachback_statuses_total",
      help: "Statuses by provider and outcome: stored (new or a repeat), unknown (a word that no adapter knows), ignored (not a status).",
      labelNames: ["provider", "outcome"],
      registers: [registry],
      collect() {
        this.reset();
        for (const [provider, { outcomes }] of tallies)
          for (const outcome of OUTCOMES)
            if (outcomes[outcome] > 0) this.inc({ provider, outcome }, outcomes[outcome]);
      },
    });
  }

  /** @param provider - "none" where the connection is not known. */
  answered(provider: string, status: number, seconds: number, outcomes?: Outcomes): void {
    const times = this.timesOf(status);
    let bound = 0;
    while (bound < BOUNDS.length && seconds > (BOUNDS[bound] as number)) bound++;
    times.within[bound] = (times.within[bound] ?? 0) + 1;
    times.sum += seconds;
    const tally = this.tallyOf(provider);
    tally.answers.set(status, (tally.answers.get(status) ?? 0) + 1);
    if (!outcomes) return;
    tally.outcomes.stored += outcomes.stored;
    tally.outcomes.unknown += outcomes.unknown;
    tally.outcomes.ignored += outcomes.ignored;
  }

  private timesOf(status: number): Times {
    let times = this.times.get(status);
    if (!times) {
      times = { within: [...BOUNDS, Number.POSITIVE_INFINITY].map(() => 0), sum: 0 };
      this.times.set(status, times);
    }
    return times;
  }

  private tallyOf(provider: string): Tally {
    let tally = this.tallies.get(provider);
    if (!tally) {
      tally = { answers: new Map(), outcomes: { stored: 0, unknown: 0, ignored: 0 } };
      this.tallies.set(provider, tally);
    }
    return tally;
  }
}

const NAME = "reachback_webhook_seconds";
const HELP = "From a webhook's last byte to its answer.";

/** The library's histogram takes single observations only; this one tells what was counted elsewhere. */
class AnswerTimes extends Histogram<"status" | "le"> {
  constructor(private readonly times: ReadonlyMap<number, Times>) {
    super({ name: NAME, help: HELP, registers: [] });
  }

  /** What the registry asks for, and `get` too. */
  async getForPromString() {
    const values = [...this.times].flatMap(([status, { within, sum }]) => {
      let count = 0;
      const buckets = [...BOUNDS, "+Inf" as const].map((le, i) => {
        count += within[i] ?? 0;
        return { metricName: `${NAME}_bucket`, labels: { le, status }, value: count };
      });
      return [
        ...buckets,
        { metricName: `${NAME}_sum`, labels: { status }, value: sum },
        { metricName: `${NAME}_count`, labels: { status }, value: count },
      ];
    });
    return { name: NAME, help: HELP, type: "histogram", aggregator: "sum", values };
  }
}
