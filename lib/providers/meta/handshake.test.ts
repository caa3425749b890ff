import { expect, test } from "vitest";
import { meta } from "@/lib/providers/meta";

const SETTINGS = { appSecret: "s", verifyToken: "new token", verifyTokenPrevious: "old token" };

const ask = (query: string, method: "GET" | "POST" = "GET") =>
  meta.handshake?.(
    { method, url: `https://hooks.example.com/api/webhooks/k?${query}`, headers: {}, body: new Uint8Array() },
    SETTINGS,
  );

test.each(["new+token", "old%20token"])("the challenge is answered for %s", (token) => {
  expect(ask(`hub.mode=subscribe&hub.challenge=42&hub.verify_token=${token}`)).toEqual({
    kind: "answer",
    body: "42",
  });
});

test.each([
  { why: "another token", query: "hub.mode=subscribe&hub.challenge=42&hub.verify_token=x" },
  { why: "no token", query: "hub.mode=subscribe&hub.challenge=42" },
  { why: "another mode", query: "hub.mode=unsubscribe&hub.challenge=42&hub.verify_token=new+token" },
  { why: "no challenge", query: "hub.mode=subscribe&hub.verify_token=new+token" },
])("$why is refused", ({ query }) => {
  expect(ask(query)).toMatchObject({ kind: "refuse" });
});

test("anything else is no handshake", () => {
  expect(ask("")).toBeNull();
  expect(ask("hub.mode=subscribe&hub.challenge=42&hub.verify_token=new+token", "POST")).toBeNull();
});
