import { Pool } from "pg";
import { FlowRunner } from "@/lib/flows/engine/runner";
import { fetchThrough } from "@/lib/http/outbound";

// A worker in a process of its own that kills itself, like a power cut, the n-th time it passes a named moment.
// Started by kill.test.ts.
const [databaseUrl = "", moment = "", nth = "1"] = process.argv.slice(2);
let passed = 0;
const pool = new Pool({ connectionString: databaseUrl, max: 4 });
pool.on("error", () => {});
new FlowRunner({
  pool,
  world: { fetch: fetchThrough(null), secretOf: async () => null, timeZoneDb: "" },
  slot: () => 1,
  onError: (error) => process.stderr.write(`${String(error)}\n`),
  reach: (reached) => {
    if (reached === moment && ++passed === Number(nth)) process.kill(process.pid, "SIGKILL");
  },
}).start();
