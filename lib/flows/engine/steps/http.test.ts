import { describe, expect, test } from "vitest";
import type { HttpStep } from "@/lib/domain/flow/definition";
import { flow, step } from "@/lib/domain/flow/testing/build-flow";
import { publishedFlow, runsAt } from "@/lib/flows/engine/testing/flow-fixture";
import { recordingServer } from "@/lib/flows/engine/testing/recording-server";
import {
  end,
  ended,
  HTTP,
  one,
  pool,
  run,
  server,
  trigger,
  visits,
} from "@/lib/flows/engine/testing/runner-harness";
import { fetchThrough, isPrivateAddress } from "@/lib/http/outbound";

describe("an HTTP step", () => {
  test("sends what it says, and keeps what the answer holds", async () => {
    const http: HttpStep = {
      type: "http",
      method: "POST",
      url: `${server.url}/people/{{recipient}}?order={{order}}`,
      headers: [{ name: "Authorization", value: "Bearer {{secret.crm}}" }],
      body: '{"status": "{{status}}", "secret": "{{secret.crm}}", "none": "{{nobody}}"}',
      results: [
        { path: "data.items[0].name", variable: "name" },
        { path: "data.gone", variable: "gone" },
      ],
    };
    const asked = {
      type: "condition",
      match: "all",
      tests: [{ on: "variable", not: false, name: "name", operator: "equals", value: "Ann" }],
    } as const;
    server.answer = (_, response) => response.end('{"data": {"items": [{"name": "Ann"}]}}');
    const id = await one(
      flow(
        trigger("h"),
        step("h", http, { success: "c" }),
        step("c", asked, { yes: "l" }),
        step("l", {
          type: "log",
          logId: 1,
          columns: [{ name: "Who", value: "{{name}} {{order}} {{gone}}" }],
        }),
      ),
      "h",
    );
    run();
    expect(await ended(id)).toMatchObject({ state: "succeeded", variables: { name: "Ann", gone: "" } });
    expect(server.received).toHaveLength(1);
    expect(server.received[0]).toMatchObject({
      url: "/people/%2B12025550101?order=A1",
      headers: {
        authorization: 'Bearer s3cret "quoted"',
        "idempotency-key": `${id}-0`,
        "content-type": "application/json",
      },
    });
    expect(JSON.parse(server.received[0]?.body ?? "")).toEqual({
      status: "rejected",
      secret: 's3cret "quoted"',
      none: "",
    });
    expect(await visits(id)).toEqual(["h=succeeded>success", "c=succeeded>yes", "l=succeeded"]);
    const { rows } = await pool.query(
      "SELECT cells FROM log_row WHERE message_id = (SELECT message_id FROM flow_run WHERE id = $1)",
      [id],
    );
    expect(rows).toEqual([{ cells: [["Who", "Ann A1 "]] }]);
  });

  test.each([
    { why: "an error's status", answer: 500, detail: "status:500" },
    { why: "no JSON where some is wanted", answer: 200, detail: "not_json" },
    { why: "an answer without end", answer: "flood", detail: "too_large" },
    { why: "a broken connection", answer: "reset", detail: "unreachable:UND_ERR_SOCKET" },
    { why: "redirects without end", answer: "circle", detail: "redirects" },
  ])("$why: by the failed exit, or the run has failed", async ({ answer, detail }) => {
    server.answer = ({ url }, response) => {
      if (answer === "reset") response.destroy();
      else if (answer === "circle") response.writeHead(302, { location: url }).end();
      else if (answer === "flood") response.end("x".repeat(1_100_000));
      else response.writeHead(answer as number).end("<html>");
    };
    const http = { ...HTTP, url: server.url, results: [{ path: "a", variable: "a" }] };
    const first = await one(flow(trigger("h"), step("h", http, { failed: "e" }), end), "h");
    const second = await one(flow(trigger("h"), step("h", http)), "h");
    run();
    expect((await ended(first)).state).toBe("succeeded");
    expect(await visits(first)).toEqual(["h=failed>failed", "e=succeeded"]);
    expect(await ended(second)).toMatchObject({ state: "failed", error: detail });
  });

  test("never reaches a private network, however the way leads there", async () => {
    const reached = await recordingServer();
    server.answer = (_, response) => response.writeHead(302, { location: `${reached.url}/x` }).end();
    // Lets this server pass, as a public address would, and nothing else.
    const guarded = fetchThrough((address) => isPrivateAddress(address) && address !== "127.0.0.2");
    run(guarded);
    for (const [url, error] of [
      [reached.url, "refused:ADDRESS_REFUSED"],
      ["http://localhost:8099/", "refused:ADDRESS_REFUSED"],
      ["http://[::ffff:127.0.0.1]:8099/", "refused:ADDRESS_REFUSED"],
      ["http://169.254.169.254/latest", "refused:ADDRESS_REFUSED"],
      ["file:///etc/passwd", "bad_url"],
      ["http://a:b@example.com/", "bad_url"],
    ] as const) {
      const id = await one(flow(trigger("h"), step("h", { ...HTTP, url })), "h");
      expect(await ended(id)).toMatchObject({ state: "failed", error });
    }
    expect(reached.received).toEqual([]);
    await reached.close();
  });

  test("secrets don't follow a redirect to another address", async () => {
    const other = await recordingServer();
    server.answer = (_, response) => response.writeHead(307, { location: other.url }).end();
    const headers = [{ name: "X-Key", value: "{{secret.crm}}" }];
    const get = await one(flow(trigger("h"), step("h", { ...HTTP, url: server.url, headers })), "h");
    const post = await one(
      flow(trigger("h"), step("h", { ...HTTP, method: "POST", body: "{{secret.crm}}", url: server.url })),
      "h",
    );
    run();
    expect((await ended(get)).state).toBe("succeeded");
    expect(await ended(post)).toMatchObject({ state: "failed", error: "redirects" });
    expect(other.received.map(({ headers: { "x-key": key } }) => key)).toEqual([undefined]);
    await other.close();
  });

  test("a slow address does not hold up others", async () => {
    const slow = await publishedFlow(
      pool,
      flow(trigger("h"), step("h", { ...HTTP, url: `${server.url}/slow` }, { success: "e" }), end),
    );
    const quick = await publishedFlow(
      pool,
      flow(trigger("h"), step("h", { ...HTTP, url: `${server.url}/quick` }, { success: "e" }), end),
    );
    const held: (() => void)[] = [];
    server.answer = ({ url }, response) => {
      if (url === "/slow") held.push(() => response.end());
      else response.end();
    };
    const slowly = await runsAt(pool, slow, "h", 100);
    run();
    await expect.poll(() => held.length, { timeout: 15_000 }).toBe(25);
    const ids = await runsAt(pool, quick, "h", 50);
    await Promise.all(ids.map(ended));
    expect(held.length).toBe(25);
    server.answer = (_, response) => response.end();
    for (const release of held) release();
    await Promise.all(slowly.map(ended));
    expect(new Set(server.received.map(({ headers }) => headers["idempotency-key"])).size).toBe(150);
  });

  test("a host that never answers leaves half of all places, through however many steps it is asked", async () => {
    const other = await recordingServer();
    const held: (() => void)[] = [];
    server.answer = (_, response) => held.push(() => response.end());
    const at = (url: string) => flow(trigger("h"), step("h", { ...HTTP, url }, { success: "e" }), end);
    const slowly: string[] = [];
    for (let i = 0; i < 3; i++)
      slowly.push(...(await runsAt(pool, await publishedFlow(pool, at(`${server.url}/${i}`)), "h", 25)));
    run();
    await expect.poll(() => held.length, { timeout: 15_000 }).toBe(50);
    const ids = await runsAt(pool, await publishedFlow(pool, at(other.url)), "h", 50);
    await Promise.all(ids.map(ended));
    expect(held).toHaveLength(50);
    server.answer = (_, response) => response.end();
    for (const release of held) release();
    await Promise.all(slowly.map(ended));
    expect(new Set(server.received.map(({ headers }) => headers["idempotency-key"])).size).toBe(75);
    await other.close();
  });
});

test("the local time of TimeZoneDB, and UTC where it fails", async () => {
  const zone = { type: "local_time", source: "timezonedb", secret: "crm" } as const;
  const log = {
    type: "log",
    logId: 1,
    columns: [{ name: "Zone", value: "{{time_zone}} {{utc_offset}}" }],
  } as const;
  const definition = flow(trigger("z"), step("z", zone, { success: "l" }), step("l", log));
  server.answer = (_, response) => response.end('{"status": "OK", "zoneName": "Asia/Tokyo"}');
  const found = await one(definition, "z");
  run();
  expect(await ended(found)).toMatchObject({ state: "succeeded", found_zone: "Asia/Tokyo" });
  expect(server.received[0]?.url).toContain("by=zone&zone=America%2FNew_York");
  server.answer = (_, response) => response.end('{"status": "FAILED"}');
  const lost = await one(definition, "z");
  expect((await ended(lost)).state).toBe("succeeded");
  expect(await visits(lost)).toEqual(["z=failed>success", "l=succeeded"]);
  const { rows } = await pool.query(
    "SELECT l.cells -> 0 ->> 1 AS zone FROM log_row l JOIN flow_run r USING (workspace_id, message_id) WHERE r.id = ANY ($1) ORDER BY r.id",
    [[found, lost]],
  );
  expect(rows.map((row) => row.zone)).toEqual(["Asia/Tokyo +09:00", "UTC +00:00"]);
});
