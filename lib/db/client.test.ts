import { expect, test } from "vitest";
import { testInstance } from "@/lib/auth/test-instance";
import { openPool, pool } from "@/lib/db/client";
import { env } from "@/lib/env";

testInstance();

test("a connection that the database ends while somebody holds it ends nothing else", async () => {
  const opened = openPool(env().DATABASE_URL, 1, false);
  const held = await opened.connect();
  const { rows } = await held.query("SELECT pg_backend_pid() AS pid");
  const ended = new Promise((resolve) => held.once("end", resolve));
  await pool().query("SELECT pg_terminate_backend($1)", [rows[0].pid]);
  await ended;
  await expect(held.query("SELECT 1")).rejects.toThrow();
  held.release();
  await expect(opened.query("SELECT 1 AS one")).resolves.toMatchObject({ rows: [{ one: 1 }] });
  await opened.end();
});
