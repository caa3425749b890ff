import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { getJson, sendJson, withParams } from "./get-json";

let server: Server | undefined;
async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((ready) => server?.listen(0, "127.0.0.1", ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`;
}
afterEach(async () => {
  await new Promise((closed) => (server ? server.close(closed) : closed(undefined)));
  server = undefined;
});

type Total = { readonly total: number };
const has = ["total"] as const;

describe("withParams", () => {
  test("leaves out what is not set, repeats lists and writes times in UTC", () => {
    const from = new Date("2026-03-01T00:00:00+01:00");
    const params = { q: "a b", none: null, empty: "", status: ["sent", "read"], from, page: 0 };
    expect(withParams("/api?x=1", params)).toBe(
      "/api?x=1&q=a+b&status=sent&status=read&from=2026-02-28T23%3A00%3A00.000Z&page=0",
    );
    expect(withParams("/api")).toBe("/api");
  });
});

describe("getJson", () => {
  test("gives the body", async () => {
    const url = await serve((_, response) => response.end('{"total":3,"more":1}'));
    await expect(getJson<Total>(url, { has })).resolves.toEqual({ total: 3, more: 1 });
  });

  test("turns problem+json into an error with its field problems", async () => {
    const problems = [{ path: "name", message: "Enter a name.", code: "too_small" }];
    const body = {
      title: "Not valid",
      detail: "`name`: Enter a name.",
      code: "invalid_input",
      problems,
      requestId: "r1",
    };
    const url = await serve((_, response) => response.writeHead(400).end(JSON.stringify(body)));
    const error = await getJson<Total>(url, { has }).catch((cause: unknown) => cause);
    expect(error).toMatchObject({
      status: 400,
      code: "invalid_input",
      message: body.detail,
      requestId: "r1",
      retryable: false,
    });
    expect((error as { problemsOf(path: string): string[] }).problemsOf("name")).toEqual(["Enter a name."]);
  });

  test("survives a gateway's HTML page", async () => {
    const url = await serve((_, response) => response.writeHead(502).end("<h1>Bad gateway</h1>"));
    await expect(getJson<Total>(url, { has })).rejects.toMatchObject({
      status: 502,
      code: "unexpected",
      retryable: true,
    });
  });

  test("refuses a body of another shape", async () => {
    const url = await serve((_, response) => response.end('{"sum":3}'));
    await expect(getJson<Total>(url, { has })).rejects.toMatchObject({ status: 200, code: "unexpected" });
  });

  test("says that the server can't be reached", async () => {
    await expect(getJson<Total>("http://127.0.0.1:1/", { has })).rejects.toMatchObject({
      status: 0,
      code: "offline",
    });
  });

  test("passes an abort on unchanged", async () => {
    const url = await serve(() => {});
    const abort = new AbortController();
    const pending = getJson<Total>(url, { has, signal: abort.signal });
    abort.abort();
    await expect(pending).rejects.toMatchObject({ name: "AbortError" });
    server?.closeAllConnections();
  });
});

test("sendJson sends the body and needs no answer", async () => {
  let seen = "";
  const url = await serve((request, response) => {
    request.on("data", (chunk: Buffer) => {
      seen += `${request.method} ${request.headers["content-type"]} ${chunk}`;
    });
    request.on("end", () => response.writeHead(204).end());
  });
  await expect(sendJson("PATCH", url, { body: { a: 1 } })).resolves.toBeUndefined();
  expect(seen).toBe('PATCH application/json {"a":1}');
});
