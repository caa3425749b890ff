import { Pool } from "pg";
import { fetchThrough } from "@/lib/http/outbound";
import { WebhookDispatcher } from "@/lib/webhooks-out/dispatch/dispatcher";

// A dispatcher in a process of its own that kills itself, like a power cut, when it reaches a named moment.
// Started by kill.test.ts.
const [databaseUrl = "", moment = "", lease = "1000"] = process.argv.slice(2);
const pool = new Pool({ connectionString: databaseUrl, max: 2 });
pool.on("error", () => {});
new WebhookDispatcher({
  pool,
  fetch: fetchThrough(null),
  lease: Number(lease),
  onError: (error) => process.stderr.write(`${String(error)}\n`),
  reach: (reached) => {
    if (reached === moment) process.kill(process.pid, "SIGKILL");
  },
}).start();
