import { runDemo } from "@/lib/demo/run-demo";
import { env } from "@/lib/env";
import { runCli } from "@/lib/server/cli";
import { applyStartOptions, START_HELP } from "@/lib/server/options";
import { servePages } from "@/lib/server/serve-pages";
import { explainFailure, type Running, start } from "@/lib/server/start";

const say = (text: string) => process.stderr.write(`${text}\n`);

/** Milliseconds after which a stop that hangs is cut off, beside STOP_DELAY. */
const STOP_WITHIN = 30_000;

/** @returns when the process is told to stop; from then on it ends within {@link STOP_WITHIN}. */
function onStop(then: () => void): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      then();
      setTimeout(() => process.exit(1), env().STOP_DELAY * 1000 + STOP_WITHIN).unref();
      resolve();
    };
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
  });
}

/** @param ending - aborted when the process is told to stop. */
async function serve(
  args: readonly string[],
  development: boolean,
  ending?: AbortController,
): Promise<Running | null> {
  if (applyStartOptions(args).help) {
    say(START_HELP);
    return null;
  }
  say("Starting …");
  // Health answers before start() has returned: whoever stops us at that moment must be heard too.
  const told = onStop(() => ending?.abort());
  const running = await start({ development, say });
  say(`Reachback is ready at ${running.localUrl}`);
  void told.then(async () => {
    say("Stopping: requests in progress are finished first …");
    await running.stop();
    process.exit(0);
  });
  return running;
}

async function main([command, ...args]: readonly string[]): Promise<void> {
  switch (command) {
    case "start":
      await serve(args, false);
      return;
    case "dev":
      await serve(args, true);
      return;
    case "demo": {
      const ending = new AbortController();
      const running = await serve(args, false, ending);
      if (running) await runDemo(running.localUrl, say, ending.signal);
      return;
    }
    case "pages": // started by this program itself
      await servePages(args[0] as string);
      return;
    case "cli":
      process.exit(await runCli(args));
  }
}

// A bug in a background task must not take down the process that is receiving webhooks.
process.on("unhandledRejection", (error) => say(`Unhandled failure: ${explainFailure(error)}`));

main(process.argv.slice(2)).catch((error) => {
  say(`\n${explainFailure(error)}`);
  process.exit(1);
});
