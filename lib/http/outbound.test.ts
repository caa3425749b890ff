import { lookup } from "node:dns/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { hostname } from "node:os";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fetchThrough, isPrivateAddress } from "./outbound";

const guarded = fetchThrough(isPrivateAddress);
const open = fetchThrough(null);

const ownNameIsLocal = await lookup(hostname()).then(
  ({ address }) => isPrivateAddress(address),
  () => false,
);

let server: Server;
let port: number;
let requests = 0;
beforeAll(async () => {
  server = createServer((request, response) => {
    requests++;
    if (request.url === "/away") response.writeHead(302, { location: `http://127.0.0.2:${port}/` }).end();
    else response.end("here");
  });
  // All families, so that a guard that lets a name through is seen to reach it.
  await new Promise<void>((resolve) => server.listen(0, "::", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

const codeOf = (url: string) =>
  guarded(url, { signal: AbortSignal.timeout(5000) }).then(
    ({ status }) => `reached: ${status}`,
    (error: { cause?: { code?: string } }) => error.cause?.code ?? String(error),
  );

describe("refused", () => {
  test.each([
    "127.0.0.1",
    "127.9.9.9",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.254",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254", // the cloud's metadata
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "[::1]",
    "[::]",
    "[fe80::1]",
    "[fd00::1]",
    "[fec0::1]",
    "[ff02::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:a9fe:a9fe]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[2002:7f00:1::]",
    "[2001:0:7f00:1::]",
    "2130706433", // 127.0.0.1 as one number
    "0x7f000001",
    "0177.0.0.1",
    "127.1",
    "localhost",
    "LOCALHOST.",
    "api.localhost",
  ])("%s", async (host) => {
    const before = requests;
    expect(await codeOf(`http://${host}:${port}/`)).toBe("ADDRESS_REFUSED");
    expect(requests).toBe(before);
  });

  test.runIf(ownNameIsLocal)("a name, by what it leads to: this machine's own", async () => {
    expect(await codeOf(`http://${hostname()}:${port}/`)).toBe("ADDRESS_REFUSED");
  });
});

test.each(["8.8.8.8", "172.32.0.1", "100.128.0.1", "[2606:4700::1111]", "::ffff:8.8.8.8"])(
  "%s is a public address",
  (address) => expect(isPrivateAddress(address)).toBe(false),
);

describe("allowed", () => {
  test.each(["127.0.0.1", "[::1]", "localhost"])("%s is reached", async (host) => {
    const response = await open(`http://${host}:${port}/`);
    expect(await response.text()).toBe("here");
  });

  test("a redirect is not followed when the caller says so", async () => {
    const response = await open(`http://127.0.0.1:${port}/away`, { redirect: "manual" });
    expect(response.status).toBe(302);
  });
});

test("a redirect to a refused address is not followed there", async () => {
  const through = fetchThrough((address) => address === "127.0.0.2");
  const followed = through(`http://127.0.0.1:${port}/away`);
  await expect(followed).rejects.toMatchObject({ cause: { code: "ADDRESS_REFUSED" } });
});
