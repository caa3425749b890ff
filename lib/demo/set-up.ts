import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Context } from "@/lib/auth/context";
import { hashPassword } from "@/lib/auth/password-hash";
import { createConnection } from "@/lib/connections/create-connection";
import { prisma } from "@/lib/db/client";
import { transaction } from "@/lib/db/transaction";
import { setUpFallback } from "@/lib/demo/fallback";
import { findDemo } from "@/lib/demo/store";
import type { WorkspaceId } from "@/lib/domain/ids";
import { env } from "@/lib/env";
import { foundWorkspace } from "@/lib/workspaces/found";

export type Demo = {
  readonly email: string;
  readonly password: string;
  readonly webhookPath: string;
  readonly secret: string;
  /** True when it was made just now, so that the earlier campaigns have to be played first. */
  readonly fresh: boolean;
  /** Makes the live campaign with its fallback, where it is not there yet: after the earlier ones, as its date has it. */
  prepareLive(): Promise<void>;
};

const EMAIL = "demo@example.com";

/** The demo's login and the simulator's secret; in the data folder, readable by this user only. */
type Saved = { password: string; secret: string };

/** The demo workspace with its login and its simulated connection: the existing one, or a new one. */
export async function setUpDemo(): Promise<Demo> {
  const file = path.resolve(env().DATA_DIR, "demo.json");
  const saved = await readFile(file, "utf8").then(
    (text) => JSON.parse(text) as Saved,
    () => null,
  );
  const existing = await findDemo(EMAIL);
  if (existing && saved)
    return {
      email: EMAIL,
      ...saved,
      webhookPath: `/api/webhooks/${existing.connectionKey}`,
      fresh: false,
      prepareLive: async () => {},
    };
  const made: Saved = {
    password: `demo-${randomBytes(9).toString("base64url")}`,
    secret: randomBytes(32).toString("base64url"),
  };
  const { key, ...owner } = await makeDemo(made);
  await writeFile(file, JSON.stringify(made), { mode: 0o600 });
  const prepareLive = () => setUpFallback(owner.context, owner.connectionId);
  return { email: EMAIL, ...made, webhookPath: `/api/webhooks/${key}`, fresh: true, prepareLive };
}

async function makeDemo({
  password,
  secret,
}: Saved): Promise<{ key: string; context: Context; connectionId: number }> {
  // A demo whose login was lost (its data folder was cleared) is replaced.
  await prisma().user.deleteMany({ where: { email: EMAIL } });
  const passwordHash = await hashPassword(password);
  const { workspaceId, userId } = await transaction((db) =>
    foundWorkspace(db, {
      admin: { email: EMAIL, name: "Demo", passwordHash, locale: "en" },
      workspace: { name: "Demo", locale: "en", timeZone: "Europe/London", isDemo: true },
    }),
  );
  const context = demoContext(workspaceId, userId);
  const connection = await createConnection(context, {
    provider: "simulator",
    name: "Simulated provider",
    settings: { secret },
  });
  return { key: connection.key, context, connectionId: Number(connection.id) };
}

const demoContext = (workspaceId: WorkspaceId, userId: number): Context => ({
  workspaceId,
  role: "admin",
  actor: { kind: "system", id: userId, label: "demo", address: null },
  locale: "en",
  timeZone: "Europe/London",
});
