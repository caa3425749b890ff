import "server-only";
import pino, { type Logger } from "pino";
import { env } from "@/lib/env";

let current: Logger | undefined;

/** The process's log: one JSON object a line on standard output, without secrets and phone numbers. */
export function log(): Logger {
  current ??= pino({
    level: env().LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
    hooks: {
      logMethod(args, method) {
        const [first, ...rest] = args;
        method.apply(this, (typeof first === "string" ? [redact(first), ...rest] : args) as typeof args);
      },
    },
  });
  return current;
}

/** Numbers of seven digits and more may be a person's, and long random words may open something. */
export const redact = (text: string): string =>
  text.replace(/\+?\d{7,}/g, "[number]").replace(/\b(rb_live_|Bearer\s+)\S+/g, "$1[secret]");

/** Name, code, message and stack: never the other properties, where database errors keep the row's values. */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: redact(String(error)) };
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  const cause = error.cause === undefined ? undefined : describeError(error.cause);
  return { name: error.name, code, message: redact(error.message), stack: redact(error.stack ?? ""), cause };
}
