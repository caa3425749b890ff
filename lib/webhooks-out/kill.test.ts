import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { pool } from "@/lib/db/client";
import { fetchThrough } from "@/lib/http/outbound";
import { WebhookDispatcher } from "@/lib/webhooks-out/dispatch/dispatcher";
import { createEndpoint, getEndpoint } from "@/lib/webhooks-out/endpoints";
import { enqueueToEndpoint } from "@/lib/webhooks-out/enqueue";
import { verifies, webhookReceiver } from "@/lib/webhooks-out/testing/receiver";

testInstance();

const KILLS = 4;
/** Milliseconds; a real one is far longer than any request. */
const LEASE = 1000;

let folder: string;
let ctx: Context;
beforeAll(async () => {
  process.env.ALLOW_PRIVATE_ADDRESSES = "true";
  ctx = (await testMember(await testWorkspace(), "admin")).ctx;
  folder = await mkdtemp(path.join(tmpdir(), "reachback-webhook-kill-"));
  await build({
    entryPoints: ["lib/webhooks-out/testing/kill-worker.ts"],
    outfile: path.join(folder, "worker.cjs"),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    conditions: ["react-server"],
    external: ["pg-native"],
    logLevel: "error",
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Starts a worker that kills itself at the moment. @returns when it is dead */
function killedAt(moment: string): Promise<NodeJS.Signals | null> {
  const script = path.join(folder, "worker.cjs");
  const worker = spawn(process.execPath, [script, process.env.DATABASE_URL ?? "", moment, String(LEASE)], {
    stdio: "ignore",
  });
  return new Promise((resolve) => worker.once("exit", (_code, signal) => resolve(signal)));
}

test.each([
  { moment: "claimed", least: 1, why: "the request may not have left" },
  { moment: "answered", least: 2, why: "the answer was not stored" },
])(
  "killed when $moment ($why): delivered after the lease, with the same id",
  async ({ moment, least }) => {
    for (let kill = 0; kill < KILLS; kill++) {
      const receiver = await webhookReceiver();
      const { id, secret } = await createEndpoint(ctx, { name: "CRM", url: receiver.url, events: ["alert"] });
      const endpoint = { workspaceId: ctx.workspaceId, endpointId: Number(id) };
      const eventId = await enqueueToEndpoint(pool(), {
        ...endpoint,
        eventId: "1",
        type: "flow.step",
        data: {},
      });
      expect(await killedAt(moment)).toBe("SIGKILL");
      expect((await getEndpoint(ctx, { id: Number(id) })).pending).toBe(1);
      const errors: unknown[] = [];
      const onError = (error: unknown) => errors.push(error);
      const next = new WebhookDispatcher({ pool: pool(), fetch: fetchThrough(null), onError }).start();
      await expect
        .poll(async () => (await getEndpoint(ctx, { id: Number(id) })).pending, { timeout: 5000 })
        .toBe(0);
      await next.stop();
      expect(receiver.received.length).toBeGreaterThanOrEqual(least);
      expect(receiver.received.length).toBeLessThanOrEqual(2);
      expect(new Set(receiver.received.map((one) => one.id))).toEqual(new Set([eventId]));
      expect(receiver.received.every((one) => verifies(secret, one))).toBe(true);
      expect(errors).toEqual([]);
      await receiver.close();
    }
  },
  60_000,
);
