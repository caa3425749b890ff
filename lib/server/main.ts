import { runCli } from "@/lib/server/cli";
import { runDemo } from "@/lib/server/demo";
import { applyStartOptions, START_HELP } from "@/lib/server/options";
import { explainFailure, type Running, start } from "@/lib/server/start";

const say = (text: string) => process.stderr.write(`${text}\n`);

/** Milliseconds after which a stop that hangs is cut off. */
const STOP_WITHIN = 30_000;

async function serve(args: readonly string[], development: boolean): Promise<Running | null> {
  if (applyStartOptions(args).help) {
    say(START_HELP);
    return null;
  }
  say("Starting …");
  const running = await start({ development, say });
  say(`Reachback is ready at ${running.localUrl}`);
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    say("Stopping: requests in progress are finished first …");
    setTimeout(() => process.exit(1), STOP_WITHIN).unref();
    void running.stop().then(() => process.exit(0));
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
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
      const running = await serve(args, false);
      if (running) await runDemo(running, say);
      return;
    }
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
