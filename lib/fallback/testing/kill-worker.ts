import { Pool } from "pg";
import { Dispatcher } from "@/lib/fallback/dispatch/dispatcher";
import { simulatorContext } from "@/lib/fallback/testing/simulator-context";

// A dispatcher in a process of its own that kills itself, like a power cut, the n-th time it passes a named
// moment. Started by kill.test.ts.
const [databaseUrl = "", providerUrl = "", connection = "", moment = "", nth = "1"] = process.argv.slice(2);
let passed = 0;
const pool = new Pool({ connectionString: databaseUrl, max: 4 });
pool.on("error", () => {});
new Dispatcher({
  pool,
  only: Number(connection),
  contextOf: async (_workspace, id) => simulatorContext(id, providerUrl, 5000),
  onError: (error) => process.stderr.write(`${String(error)}\n`),
  reach: (reached) => {
    if (reached === moment && ++passed === Number(nth)) process.kill(process.pid, "SIGKILL");
  },
}).start();
