import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { replicaState } from "@/lib/db/replica";
import { setReplicaMetrics } from "@/lib/server/replica-metrics";

const registry = new Registry();
collectDefaultMetrics({ register: registry, prefix: "reachback_" });

const acknowledgement = new Histogram({
  name: "reachback_webhook_seconds",
  help: "From a webhook's last byte to its answer.",
  labelNames: ["status"],
  buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2],
  registers: [registry],
});
const batchSize = new Histogram({
  name: "reachback_batch_statuses",
  help: "Statuses committed together.",
  buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000],
  registers: [registry],
});
const batchTime = new Histogram({
  name: "reachback_batch_seconds",
  help: "Time to commit one batch.",
  buckets: [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2],
  registers: [registry],
});
const webhooks = new Counter({
  name: "reachback_webhooks_total",
  help: "Webhook requests by provider and answer.",
  labelNames: ["provider", "status"],
  registers: [registry],
});
const statuses = new Counter({
  name: "reachback_statuses_total",
  help: "Statuses by provider and outcome: stored (new or a repeat), unknown (a word that no adapter knows), ignored (not a status).",
  labelNames: ["provider", "outcome"],
  registers: [registry],
});
const oldest = new Gauge({
  name: "reachback_oldest_uncommitted_seconds",
  help: "Age of the oldest status that was received and is not committed yet.",
  registers: [registry],
});

const webhooksOut = new Histogram({
  name: "reachback_webhook_delivery_seconds",
  help: "Requests to the workspaces' webhook endpoints, by outcome: delivered, retry, failed.",
  labelNames: ["outcome"],
  buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [registry],
});

const OUTCOMES = ["stored", "unknown", "ignored"] as const;

/** The series of a status and of a provider, so that a request makes no label objects. */
const ofStatus = new Map<number, ReturnType<typeof acknowledgement.labels>>();
const ofAnswer = new Map<string, ReturnType<typeof webhooks.labels>>();
const ofOutcome = new Map<string, ReturnType<typeof statuses.labels>>();

function series<Key, Series>(known: Map<Key, Series>, key: Key, make: () => Series): Series {
  let found = known.get(key);
  if (!found) {
    found = make();
    known.set(key, found);
  }
  return found;
}

/** Numbers are kept apart from labels that could name a person: providers and HTTP statuses only. */
export const metrics = {
  contentType: registry.contentType,
  text(oldestAgeMs: number): Promise<string> {
    oldest.set(oldestAgeMs / 1000);
    setReplicaMetrics(registry, replicaState());
    return registry.metrics();
  },
  webhook(provider: string, status: number, seconds: number): void {
    series(ofStatus, status, () => acknowledgement.labels({ status })).observe(seconds);
    series(ofAnswer, `${provider}|${status}`, () => webhooks.labels({ provider, status })).inc();
  },
  statuses(provider: string, outcomes: Readonly<Record<(typeof OUTCOMES)[number], number>>): void {
    for (const outcome of OUTCOMES) {
      const n = outcomes[outcome];
      if (n > 0)
        series(ofOutcome, `${provider}|${outcome}`, () => statuses.labels({ provider, outcome })).inc(n);
    }
  },
  webhookTold(outcome: string, milliseconds: number): void {
    webhooksOut.labels({ outcome }).observe(milliseconds / 1000);
  },
  batch(count: number, milliseconds: number): void {
    batchSize.observe(count);
    batchTime.observe(milliseconds / 1000);
  },
};
