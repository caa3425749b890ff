import { z } from "zod";

const flag = z
  .enum(["true", "false"])
  .default("false")
  .transform((value) => value === "true");
const database = z.url({
  protocol: /^postgres(ql)?$/,
  error: "must look like postgresql://user:password@host:5432/database",
});
const port = z.coerce.number().int().min(0).max(65_535);

/**
 * Every setting of the process. The descriptions are the README's table (`npm run -s cli -- env` prints it, a test
 * compares it).
 */
export const envSchema = z.object({
  PORT: port.default(3000).describe("Port of the web app and the webhooks. `--port` wins over it."),
  HOST: z.string().default("0.0.0.0").describe("Address to listen on."),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .transform((url) => url?.replace(/\/+$/, ""))
    .describe(
      "Address at which providers and people reach the app, e.g. `https://reach.example.com`. Several " +
        "providers sign it, so it must be exact. Default: `http://localhost:PORT`.",
    ),
  DATABASE_URL: database
    .optional()
    .describe("PostgreSQL 18 or newer. Unset: an embedded PostgreSQL with its data in the data folder."),
  DATABASE_DIRECT_URL: database
    .optional()
    .describe(
      "The same database without a pooler in between. Needed where `DATABASE_URL` leads to PgBouncer in transaction mode: migrations, locks and the webhooks' own connections go by it.",
    ),
  DATABASE_REPLICA_URL: database
    .optional()
    .describe(
      "A streaming replica of the database; reports and exports read from it. Unset: the database itself.",
    ),
  DATABASE_REPLICA_MAX_LAG: z.coerce
    .number()
    .min(1)
    .max(3600)
    .default(10)
    .describe("Seconds that the replica may be behind; beyond them the database itself is asked."),
  DATA_DIR: z
    .string()
    .default(".data")
    .describe("Folder for the embedded database and generated secrets. `--data-dir` wins over it."),
  ROLE: z
    .enum(["all", "web", "ingest", "worker"])
    .default("all")
    .describe(
      "What this process does: everything, the web app, the webhooks, or the background chores. `--role` wins over it.",
    ),
  AUTH_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe("Signs sessions. Unset: generated into the data folder."),
  ENCRYPTION_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, "must be 32 bytes in base64")
    .optional()
    .describe(
      "32 bytes in base64; encrypts providers' secrets at rest. Unset: generated into the data folder.",
    ),
  ENCRYPTION_KEY_PREVIOUS: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, "must be 32 bytes in base64")
    .optional()
    .describe("The key before `ENCRYPTION_KEY`, so that older secrets can still be read after a change."),
  GOOGLE_CLIENT_ID: z
    .string()
    .optional()
    .describe(
      "Turns on signing in with Google and connecting Google accounts for logs, together with the secret.",
    ),
  GOOGLE_CLIENT_SECRET: z.string().optional().describe("See `GOOGLE_CLIENT_ID`."),
  GOOGLE_API_BASE: z
    .url({ protocol: /^https?$/ })
    .optional()
    .transform((url) => url?.replace(/\/+$/, ""))
    .describe("A server that stands in for Google's own addresses, for tests. Unset: Google."),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: "must look like smtp://user:password@mail.example.com:587" })
    .optional()
    .describe(
      "Mail server for alerts and digests, e.g. `smtp://user:password@mail.example.com:587`; `smtps://` for TLS from the start. Unset: no e-mail is sent.",
    ),
  SMTP_FROM: z
    .string()
    .optional()
    .describe("Sender of e-mails, e.g. `Reachback <reach@example.com>`. Needed with `SMTP_URL`."),
  TRUSTED_PROXIES: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe(
      "How many reverse proxies stand in front; the visitor's address is taken that many hops back in X-Forwarded-For.",
    ),
  WEBHOOK_MAX_BYTES: z.coerce
    .number()
    .int()
    .min(1024)
    .default(4_194_304)
    .describe("Largest webhook body in bytes; more is answered with 413."),
  DATABASE_POOL: z.coerce
    .number()
    .int()
    .min(2)
    .max(200)
    .default(10)
    .describe("Connections to the database for everything but the webhooks."),
  ALLOW_PRIVATE_ADDRESSES: flag.describe("Allow typed addresses that lead to private or loopback networks."),
  METRICS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe(
      "When set, `/metrics` asks for it as a bearer token. Unset: `/metrics` answers only this machine.",
    ),
  STOP_DELAY: z.coerce
    .number()
    .min(0)
    .max(60)
    .default(0)
    .describe(
      "Seconds to go on serving after the order to stop, while `/api/health/ready` says 503 already: longer than a load balancer takes to notice.",
    ),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"])
    .default("info")
    .describe("How much is logged."),
  WRITER_SLOT: z.coerce
    .number()
    .int()
    .min(0)
    .max(1023)
    .optional()
    .describe(
      "Number of this process as a writer of roll-ups. Unset: the first free number, taken from the database.",
    ),
});

export type Env = z.output<typeof envSchema>;

/** @throws Error whose message names every variable that is wrong and what it should be. */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  // An empty variable means "not set": compose files and shells pass them on like that.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = envSchema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`These settings can't be used:\n${lines.join("\n")}`);
  }
  return Object.freeze(parsed.data);
}

/** The README's table of settings, from the schema above. */
export function envTable(): string {
  const rows = Object.entries(envSchema.shape).map(([name, schema]) => {
    const { default: value } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as {
      default?: unknown;
    };
    return `| \`${name}\` | ${value === undefined ? "" : `\`${String(value)}\``} | ${schema.description ?? ""} |`;
  });
  return ["| Variable | Default | Meaning |", "|---|---|---|", ...rows].join("\n");
}

let current: Env | undefined;

/** The only reader of process.env; parsed at first use, so that building needs no settings. */
export function env(): Env {
  current ??= readEnv(process.env);
  return current;
}

/**
 * Sets what the start itself finds out (command line, generated secrets, the embedded database) for this
 * process and everything it starts; the next `env()` reads it.
 */
export function provideEnv(values: Readonly<Record<string, string>>): void {
  Object.assign(process.env, values);
  current = undefined;
}

/** The public address without a trailing slash. */
export function publicUrl(): string {
  return env().PUBLIC_URL ?? `http://localhost:${env().PORT}`;
}
