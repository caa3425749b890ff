import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { testDatabase } from "@/lib/db/test-database";
import { PipelinedConnection } from "@/lib/ingest/pipelined-connection";

const LOCK = 41;
let database: Awaited<ReturnType<typeof testDatabase>>;
/** Holds what a statement waits for. */
let other: Client;
let errors: unknown[];
let connection: PipelinedConnection;

beforeAll(async () => {
  database = await testDatabase();
  other = new Client({ connectionString: database.url });
  await other.connect();
});
afterAll(async () => {
  await other.end();
  await database.drop();
});
beforeEach(() => {
  errors = [];
  connection = new PipelinedConnection({ connectionString: database.url }, (error) => errors.push(error));
});
afterEach(() => connection.close());

const backend = async () =>
  (await connection.query<{ pid: number }>({ text: "SELECT pg_backend_pid() AS pid" })).rows[0]?.pid;
const waitsForLock = async (pid: number | undefined) => {
  for (;;) {
    const { rows } = await other.query("SELECT 1 FROM pg_locks WHERE pid = $1 AND NOT granted", [pid]);
    if (rows.length > 0) return;
  }
};

test("statements under way on one connection answer in order, and each commits for itself", async () => {
  await connection.query({ text: "CREATE TABLE pipelined (n int)" });
  const pid = await backend();
  await other.query("SELECT pg_advisory_lock($1)", [LOCK]);
  const first = connection.query({
    text: "INSERT INTO pipelined SELECT 1 FROM (SELECT pg_advisory_xact_lock($1::int)) AS held",
    values: [LOCK],
  });
  const second = connection.query({ text: "INSERT INTO pipelined VALUES ($1::int)", values: ["two"] });
  const third = connection.query({ text: "INSERT INTO pipelined VALUES ($1::int)", values: [3] });
  const failed = expect(second).rejects.toMatchObject({ code: "22P02" });
  await waitsForLock(pid);
  await other.query("SELECT pg_advisory_unlock($1)", [LOCK]);
  await Promise.all([first, failed, third]);
  const { rows } = await other.query("SELECT n FROM pipelined ORDER BY n");
  expect(rows).toEqual([{ n: 1 }, { n: 3 }]);
  expect(await backend()).toBe(pid);
  expect(errors).toEqual([]);
});

test("a lost connection fails all that is under way, and the next statement opens another", async () => {
  const pid = await backend();
  await other.query("SELECT pg_advisory_lock($1)", [LOCK]);
  const wait = { text: "SELECT pg_advisory_lock($1::int)", values: [LOCK] };
  const under = Promise.allSettled([connection.query(wait), connection.query({ text: "SELECT 1" })]);
  await waitsForLock(pid);
  await other.query("SELECT pg_terminate_backend($1)", [pid]);
  expect((await under).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await backend()).not.toBe(pid);
  expect(errors.length).toBeGreaterThan(0);
  await other.query("SELECT pg_advisory_unlock($1)", [LOCK]);
});

test("a database that can't be reached fails the statement, and is tried again for the next one", async () => {
  const url = new URL(database.url);
  const name = url.pathname.slice(1);
  url.pathname = `/${name}_later`;
  const early = new PipelinedConnection({ connectionString: url.href }, () => {});
  await expect(early.query({ text: "SELECT 1" })).rejects.toMatchObject({ code: "3D000" });
  await other.query(`CREATE DATABASE ${name}_later`);
  expect((await early.query({ text: "SELECT 1 AS one" })).rows).toEqual([{ one: 1 }]);
  await early.close();
  await other.query(`DROP DATABASE ${name}_later`);
});
