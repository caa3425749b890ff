import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hmacSha256 } from "@/lib/providers/shared/crypto";

const ofNode = (secret: string, body: Uint8Array): string =>
  createHmac("sha256", secret).update(body).digest("hex");

test("every secret and body has the signature that node's own Hmac gives", () => {
  // One after the other in one process: what a longer body or another secret left behind must not be hashed.
  const secret = fc.oneof(
    fc.constantFrom("app secret", "another"),
    fc.string({ unit: "binary", maxLength: 100 }),
  );
  const body = fc.uint8Array({ maxLength: 300 });
  fc.assert(
    fc.property(secret, body, (s, b) => {
      expect(hmacSha256(s, b)).toBe(ofNode(s, b));
    }),
  );
});

test.each([0, 1, 63, 64, 65, 200])("a secret of %i bytes", (length) => {
  const body = Buffer.from("{}");
  expect(hmacSha256("s".repeat(length), body)).toBe(ofNode("s".repeat(length), body));
});

test.each([16_383, 16_384, 16_385, 1_000_000])("a body of %i bytes", (length) => {
  const body = Buffer.alloc(length, "statuses ");
  expect(hmacSha256("app secret", body)).toBe(ofNode("app secret", body));
});
