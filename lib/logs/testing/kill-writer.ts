import { Pool } from "pg";
import { provideEnv } from "@/lib/env";
import { LogWriter } from "@/lib/logs/writer";

// A writer in a process of its own that kills itself, like a power cut, the n-th time it passes a named moment.
// Started by kill.test.ts, which kills it from outside as well.
const [databaseUrl = "", googleUrl = "", moment = "", nth = "1"] = process.argv.slice(2);
provideEnv({ DATABASE_URL: databaseUrl, GOOGLE_API_BASE: googleUrl, ALLOW_PRIVATE_ADDRESSES: "true" });
let passed = 0;
const pool = new Pool({ connectionString: databaseUrl, max: 4 });
pool.on("error", () => {});
new LogWriter({
  pool,
  onError: (error) => process.stderr.write(`${String(error)}\n`),
  pollMs: 5,
  leaseMs: 400,
  accountEveryMs: 5,
  backOffMs: 5,
  maxRows: 20,
  reach: (reached) => {
    if (reached === moment && ++passed === Number(nth)) process.kill(process.pid, "SIGKILL");
  },
}).start();
