import path from "node:path";
import { parseArgs } from "node:util";
import { bootstrap } from "@/lib/auth/setup";
import { closeDatabase } from "@/lib/db/client";
import { env, envTable } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { openDatabase } from "@/lib/server/database";
import { provideSecrets } from "@/lib/server/secrets-file";
import { explainFailure } from "@/lib/server/start";

const HELP = `Usage: npm run -s cli -- <command>

  bootstrap --email E --password P --workspace NAME [--locale en|zh] [--time-zone ZONE] [--json]
      Sets up an empty installation without a browser: the first admin, the workspace and an API key.
  env
      Prints the table of settings for the README.`;

const say = (text: string) => process.stderr.write(`${text}\n`);

/** @returns the exit code. Results go to standard output, everything else to standard error. */
export async function runCli([command, ...args]: readonly string[]): Promise<number> {
  try {
    switch (command) {
      case "bootstrap":
        await runBootstrap(args);
        return 0;
      case "env":
        process.stdout.write(`${envTable()}\n`);
        return 0;
      case undefined:
      case "help":
      case "--help":
        say(HELP);
        return command === undefined ? 1 : 0;
      default:
        say(`There is no command "${command}".\n\n${HELP}`);
        return 1;
    }
  } catch (error) {
    say(explainFailure(error));
    if (error instanceof AppError)
      for (const { path: at, message } of error.problems) say(`  ${at}: ${message}`);
    return 1;
  }
}

function bootstrapOptions(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        email: { type: "string" },
        password: { type: "string" },
        workspace: { type: "string" },
        locale: { type: "string" },
        "time-zone": { type: "string" },
        json: { type: "boolean" },
      },
    }).values;
  } catch (cause) {
    throw new AppError("invalid_input", `${(cause as Error).message.split(".")[0]}.\n\n${HELP}`, { cause });
  }
}

async function runBootstrap(args: readonly string[]): Promise<void> {
  const values = bootstrapOptions(args);
  for (const name of ["email", "password", "workspace"] as const) {
    if (!values[name]) throw new AppError("invalid_input", `--${name} is missing.\n\n${HELP}`);
  }
  await withDatabase(async () => {
    const made = await bootstrap({
      email: values.email as string,
      password: values.password as string,
      workspaceName: values.workspace as string,
      ...(values.locale ? { locale: values.locale as "en" } : {}),
      ...(values["time-zone"] ? { timeZone: values["time-zone"] } : {}),
    });
    const result = { workspaceId: String(made.workspaceId), apiKey: made.apiKey };
    process.stdout.write(
      values.json
        ? `${JSON.stringify(result)}\n`
        : `Workspace ${result.workspaceId}\nAPI key   ${result.apiKey}\n`,
    );
  });
}

/** Joins the running database or starts it for the time of the work. */
async function withDatabase(work: () => Promise<void>): Promise<void> {
  await provideSecrets(path.resolve(env().DATA_DIR));
  const database = await openDatabase(say);
  try {
    await work();
  } finally {
    await closeDatabase();
    await database.stop();
  }
}
