import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Pool } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testDatabase } from "@/lib/db/test-database";
import { createFront } from "@/lib/server/front";

let database: Awaited<ReturnType<typeof testDatabase>>;
let pool: Pool;
let server: Server;
let url: string;
let stopping = false;
beforeAll(async () => {
  database = await testDatabase();
  pool = new Pool({ connectionString: database.url });
  server = createServer(
    createFront({
      pipeline: null,
      pages: async (_request, response) => {
        response.end("a page");
      },
      pool,
      publicUrl: "http://localhost:3000",
      maxBytes: 1024,
      metricsToken: undefined,
      development: false,
      isStopping: () => stopping,
      onError: () => {},
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await pool.end();
  await database.drop();
});

test("a process that is told to stop leaves its load balancer first, and answers what still comes", async () => {
  const ready = await fetch(`${url}/api/health/ready`);
  expect([ready.status, ready.headers.get("connection")]).toEqual([200, "keep-alive"]);
  stopping = true;
  const leaving = await fetch(`${url}/api/health/ready`);
  expect([leaving.status, await leaving.json()]).toEqual([
    503,
    { status: "unavailable", cause: "This process is stopping." },
  ]);
  const page = await fetch(`${url}/campaigns`);
  expect([page.status, await page.text(), page.headers.get("connection")]).toEqual([200, "a page", "close"]);
  expect((await fetch(`${url}/api/health/live`)).status).toBe(200);
});
