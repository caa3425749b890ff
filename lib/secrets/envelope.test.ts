import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encryptionKey, isSealedBy, openWith, SealError, sealWith } from "@/lib/secrets/envelope";

const newKey = () => encryptionKey(randomBytes(32).toString("base64"));
const key = newKey();

describe("sealed secrets", () => {
  test("open to what was sealed, for any text and owner", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (text, owner) => {
        expect(openWith([key], sealWith(key, text, owner), owner)).toBe(text);
      }),
    );
  });

  test("never look the same twice", () => {
    expect(sealWith(key, "token", "1:2")).not.toEqual(sealWith(key, "token", "1:2"));
  });

  test("do not open for another owner", () => {
    expect(() => openWith([key], sealWith(key, "token", "1:2"), "1:3")).toThrow(SealError);
  });

  test("do not open after any single changed byte", () => {
    const sealed = sealWith(key, "token", "1:2");
    for (let i = 0; i < sealed.length; i++) {
      const changed = Uint8Array.from(sealed);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => openWith([key], changed, "1:2")).toThrow(SealError);
    }
  });

  test("do not open when cut short", () => {
    const sealed = sealWith(key, "token", "1:2");
    for (let length = 0; length < sealed.length; length++) {
      expect(() => openWith([key], sealed.subarray(0, length), "1:2")).toThrow(SealError);
    }
  });

  test("open with the previous key during a rotation, and say so", () => {
    const next = newKey();
    const sealed = sealWith(key, "token", "1:2");
    expect(openWith([next, key], sealed, "1:2")).toBe("token");
    expect(isSealedBy(next, sealed)).toBe(false);
    expect(isSealedBy(key, sealed)).toBe(true);
    expect(() => openWith([next], sealed, "1:2")).toThrow("ENCRYPTION_KEY_PREVIOUS");
  });
});

test("a key of another length is refused", () => {
  expect(() => encryptionKey(randomBytes(16).toString("base64"))).toThrow(SealError);
});
