import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compressFiles } from "@/lib/server/compressed-files.mjs";
import { serveCompressed } from "@/lib/server/static-files";

const SCRIPT = 'console.log("one of the scripts");'.repeat(50);
const folder = mkdtempSync(path.join(tmpdir(), "static-"));
let server: Server;
beforeAll(async () => {
  mkdirSync(path.join(folder, "chunks"));
  writeFileSync(path.join(folder, "chunks", "a1.js"), SCRIPT);
  writeFileSync(path.join(folder, "chunks", "a1.woff2"), "a font");
  await compressFiles(folder);
  const files = serveCompressed(folder);
  server = createServer(async (incoming, response) => {
    if (!(await files(incoming, response))) response.writeHead(200).end("from Next");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

/** `fetch` would decompress, and straighten the path. */
const ask = (url: string, encodings: string, method = "GET") =>
  new Promise<{ headers: IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const options = { port, method, path: url, headers: { "accept-encoding": encodings } };
    request(options, async (answer) => {
      resolve({ headers: answer.headers, body: Buffer.concat(await answer.toArray()) });
    })
      .on("error", reject)
      .end();
  });

test("a script goes out as the build compressed it, to be kept for ever", async () => {
  const { headers, body } = await ask("/_next/static/chunks/a1.js?dpl=1", "gzip, deflate, br, zstd");
  expect(headers).toMatchObject({
    "content-encoding": "br",
    "content-type": "application/javascript; charset=UTF-8",
    "content-length": String(body.length),
    "cache-control": "public, max-age=31536000, immutable",
    vary: "Accept-Encoding",
  });
  expect(body.length).toBeLessThan(SCRIPT.length);
  expect(brotliDecompressSync(body).toString()).toBe(SCRIPT);
  const head = await ask("/_next/static/chunks/a1.js", "br;q=0.5", "HEAD");
  expect([head.headers["content-length"], head.body.length]).toEqual([String(body.length), 0]);
});

test.each([
  ["a browser that does not take brotli", "/_next/static/chunks/a1.js", "gzip, br;q=0"],
  ["a file that the build did not compress", "/_next/static/chunks/a1.woff2", "br"],
  ["the compressed file by its own name", "/_next/static/chunks/a1.js.br", "br"],
  ["a path that leads out", "/_next/static/chunks/../chunks/a1.js", "br"],
])("%s is left to Next", async (_case, url, encodings) => {
  expect((await ask(url, encodings)).body.toString()).toBe("from Next");
});
