import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { WebhookMetrics } from "@/lib/server/webhook-metrics";

test("webhooks are told by answer, outcome and time, as often as one asks", async () => {
  const registry = new Registry();
  const metrics = new WebhookMetrics(registry);
  metrics.answered("meta", 200, 0.001, { stored: 3, unknown: 1, ignored: 0 });
  metrics.answered("meta", 200, 0.03, { stored: 2, unknown: 0, ignored: 4 });
  metrics.answered("none", 404, 7);
  await registry.metrics();
  const lines = (await registry.metrics()).split("\n");
  expect(lines).toEqual(
    expect.arrayContaining([
      "# TYPE reachback_webhook_seconds histogram",
      'reachback_webhook_seconds_bucket{le="0.001",status="200"} 1',
      'reachback_webhook_seconds_bucket{le="0.025",status="200"} 1',
      'reachback_webhook_seconds_bucket{le="0.05",status="200"} 2',
      'reachback_webhook_seconds_bucket{le="+Inf",status="200"} 2',
      'reachback_webhook_seconds_sum{status="200"} 0.031',
      'reachback_webhook_seconds_count{status="200"} 2',
      'reachback_webhook_seconds_bucket{le="2",status="404"} 0',
      'reachback_webhook_seconds_bucket{le="+Inf",status="404"} 1',
      'reachback_webhooks_total{provider="meta",status="200"} 2',
      'reachback_webhooks_total{provider="none",status="404"} 1',
      'reachback_statuses_total{provider="meta",outcome="stored"} 5',
      'reachback_statuses_total{provider="meta",outcome="unknown"} 1',
      'reachback_statuses_total{provider="meta",outcome="ignored"} 4',
    ]),
  );
});
