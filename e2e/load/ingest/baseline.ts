import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Pool } from "pg";

// The least that any receiver of these webhooks must do: check the signature, and commit one row in one
// plain table before the answer, grouped with what else waits. No folding, no roll-ups, no campaigns.
const [databaseUrl = "", appSecret = ""] = process.argv.slice(2);
const pool = new Pool({ connectionString: databaseUrl, max: 2 });
await pool.query(
  "CREATE TABLE IF NOT EXISTS bench_baseline (message_id text, status text, at bigint, recipient text, PRIMARY KEY (message_id, status))",
);

type Waiting = { row: [string, string, number, string]; done(ok: boolean): void };
const waiting: Waiting[] = [];
let running = false;

async function commitAll(): Promise<void> {
  while (waiting.length > 0) {
    const batch = waiting.splice(0, 1000);
    const columns = [0, 1, 2, 3].map((i) => batch.map(({ row }) => row[i]));
    const ok = await pool
      .query({
        name: "insert",
        text: "INSERT INTO bench_baseline SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) ON CONFLICT DO NOTHING",
        values: columns,
      })
      .then(
        () => true,
        () => false,
      );
    for (const { done } of batch) done(ok);
  }
  running = false;
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    const body = Buffer.concat(chunks);
    const end = (status: number) => response.writeHead(status, { "Content-Length": 2 }).end("ok");
    if (request.url === "/null") return end(JSON.parse(body.toString()) ? 200 : 400);
    const expected = Buffer.from(`sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}`);
    const given = Buffer.from(String(request.headers["x-hub-signature-256"]));
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return end(401);
    const status = JSON.parse(body.toString()).entry[0].changes[0].value.statuses[0];
    waiting.push({
      row: [status.id, status.status, Number(status.timestamp), status.recipient_id],
      done: (ok) => end(ok ? 200 : 503),
    });
    if (!running) {
      running = true;
      setImmediate(() => void commitAll());
    }
  });
});
server.listen(0, "127.0.0.1", () => process.send?.({ port: (server.address() as AddressInfo).port }));
