import { collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { replicaState } from "@/lib/db/replica";
import { setReplicaMetrics } from "@/lib/server/replica-metrics";
import { WebhookMetrics } from "@/lib/server/webhook-metrics";

const registry = new Registry();
collectDefaultMetrics({ register: registry, prefix: "reachback_" });

const webhooks = new WebhookMetrics(registry);
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

/** Numbers are kept apart from labels that could name a person: providers and HTTP statuses only. */
export const metrics = {
  contentType: registry.contentType,
  text(oldestAgeMs: number): Promise<string> {
    oldest.set(oldestAgeMs / 1000);
    setReplicaMetrics(registry, replicaState());
    return registry.metrics();
  },
  webhook: webhooks.answered.bind(webhooks),
  webhookTold(outcome: string, milliseconds: number): void {
    webhooksOut.labels({ outcome }).observe(milliseconds / 1000);
  },
  batch(count: number, milliseconds: number): void {
    batchSize.observe(count);
    batchTime.observe(milliseconds / 1000);
  },
};
