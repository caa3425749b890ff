import { randomUUID } from "node:crypto";
import type { Client } from "pg";

/** One committed row and one request after the other, as a sender without rules or a ledger would do it. */
export async function baselineOf(
  client: Client,
  providerUrl: string,
  requests: number,
): Promise<{ readonly p50Ms: number; readonly requests: number }> {
  await client.query("CREATE TABLE bench_sends (id uuid PRIMARY KEY, recipient text)");
  const latencies: number[] = [];
  for (let i = 0; i < requests; i++) {
    const started = performance.now();
    const attemptId = randomUUID();
    await client.query("INSERT INTO bench_sends VALUES ($1, $2)", [attemptId, "+447700900000"]);
    const answer = await fetch(`${providerUrl}/messages`, {
      method: "POST",
      body: JSON.stringify({ attemptId, to: "+447700900000" }),
    });
    await answer.arrayBuffer();
    latencies.push(performance.now() - started);
  }
  latencies.sort((a, b) => a - b);
  return { p50Ms: latencies[Math.floor(requests / 2)] ?? 0, requests };
}
