import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { closeDatabase, directPool, pool, prisma } from "@/lib/db/client";
import { testDatabase } from "@/lib/db/test-database";
import { openPoolerDoor } from "@/lib/db/testing/pooler-door";
import { provideEnv } from "@/lib/env";
import { closeProcessPipeline, processPipeline } from "@/lib/ingest/process-pipeline";
import { openDatabase } from "@/lib/server/database";

let database: Awaited<ReturnType<typeof testDatabase>>;
let door: Awaited<ReturnType<typeof openPoolerDoor>>;
let pooled: string;
beforeAll(async () => {
  database = await testDatabase();
  const url = new URL(database.url);
  door = await openPoolerDoor(Number(url.port));
  url.search = "";
  url.port = String(door.port);
  pooled = url.href;
});
afterEach(closeDatabase);
afterAll(async () => {
  await door.close();
  await database.drop();
});

const open = (settings: Record<string, string>) => {
  provideEnv({ DATABASE_URL: "", DATABASE_DIRECT_URL: "", LOG_LEVEL: "silent", ...settings });
  return openDatabase(() => {});
};

describe("a database behind a pooler", () => {
  test("is refused where nobody said how to go around it, with what to do", async () => {
    await expect(open({ DATABASE_URL: pooled })).rejects.toThrow(
      "DATABASE_URL leads to a pooler. Set DATABASE_DIRECT_URL",
    );
    await expect(open({ DATABASE_URL: pooled, DATABASE_DIRECT_URL: pooled })).rejects.toThrow(
      "DATABASE_DIRECT_URL leads to a pooler.",
    );
    await expect(open({ DATABASE_DIRECT_URL: database.url })).rejects.toThrow("Set both, or neither.");
  });

  test("is used for what any session can do; what needs its own goes around it", async () => {
    await open({ DATABASE_URL: pooled, DATABASE_DIRECT_URL: database.url });
    const timeoutOf = async (pool: { query: ReturnType<typeof directPool>["query"] }) =>
      (await pool.query("SHOW statement_timeout")).rows[0].statement_timeout;
    expect(await timeoutOf(pool())).toBe("0"); // the pooler's business
    expect(await timeoutOf(directPool())).toBe("15s");
    expect(await prisma().workspace.count()).toBe(0);
    const pipeline = processPipeline();
    expect(await timeoutOf(pipeline.pool)).toBe("4s");
    await closeProcessPipeline();
  });
});

test("a database without a pooler has one pool for both", async () => {
  await open({ DATABASE_URL: database.url });
  expect(directPool()).toBe(pool());
});
