import { parseArgs } from "node:util";
import { provideEnv } from "@/lib/env";
import { AppError } from "@/lib/errors";

export const START_OPTIONS = {
  port: { type: "string" },
  role: { type: "string" },
  "data-dir": { type: "string" },
  help: { type: "boolean" },
} as const;

export const START_HELP = `Usage: npm start -- [--port 3000] [--role all|web|ingest|worker] [--data-dir .data]

Every setting can also come from the environment; the README has the table.`;

/** Command line into environment variables, so that one schema checks both. @throws AppError */
export function applyStartOptions(args: readonly string[]): { help: boolean } {
  try {
    const { values } = parseArgs({ args: [...args], options: START_OPTIONS });
    const given = { PORT: values.port, ROLE: values.role, DATA_DIR: values["data-dir"] };
    provideEnv(
      Object.fromEntries(
        Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined),
      ),
    );
    return { help: values.help ?? false };
  } catch (cause) {
    throw new AppError(
      "invalid_input",
      `${(cause as Error).message.split(".")[0]}. ${START_HELP.split("\n")[0]}`,
      { cause },
    );
  }
}
