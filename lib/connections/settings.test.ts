import { describe, expect, test } from "vitest";
import { applySettings } from "@/lib/connections/settings";
import { AppError } from "@/lib/errors";
import { meta } from "@/lib/providers/meta";
import { twilio } from "@/lib/providers/twilio";

function problemsOf(work: () => unknown): string[] {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error.problems.map((problem) => problem.path);
    throw error;
  }
  return [];
}

describe("applySettings", () => {
  test("makes up 256 bits for a generated field that is left empty, and says so", () => {
    const applied = applySettings(meta, {}, { settings: { appSecret: "a".repeat(32), verifyToken: "" } });
    expect(applied.settings.verifyToken).toMatch(/^[\w-]{43}$/);
    expect(applied.generated).toEqual({ verifyToken: applied.settings.verifyToken });
  });

  test("takes what was typed, trimmed, and makes nothing up", () => {
    const applied = applySettings(meta, {}, { settings: { appSecret: " s3cret ", verifyToken: "mine" } });
    expect(applied.settings).toMatchObject({ appSecret: "s3cret", verifyToken: "mine" });
    expect(applied.generated).toEqual({});
  });

  test.each<{ why: string; settings: Record<string, string>; paths: string[] }>([
    { why: "a required field is missing", settings: {}, paths: ["settings.appSecret"] },
    { why: "a required field is blank", settings: { appSecret: "  " }, paths: ["settings.appSecret"] },
    { why: "a key is unknown", settings: { appSecret: "x", colour: "red" }, paths: ["settings.colour"] },
    {
      why: "a former value is set by hand",
      settings: { appSecret: "x", appSecretPrevious: "y" },
      paths: ["settings.appSecretPrevious"],
    },
    {
      why: "everything is wrong at once",
      settings: { a: "1", b: "2" },
      paths: ["settings.a", "settings.b", "settings.appSecret"],
    },
  ])("refuses when $why", ({ settings, paths }) => {
    expect(problemsOf(() => applySettings(meta, {}, { settings }))).toEqual(paths);
  });

  test("checks the provider's own format", () => {
    const settings = { authToken: "t", accountSid: "nonsense" };
    expect(problemsOf(() => applySettings(twilio, {}, { settings }))).toEqual(["settings.accountSid"]);
  });

  const current = { appSecret: "old", verifyToken: "token" };

  test("keeps what a change leaves out, and a secret that is left blank", () => {
    expect(applySettings(meta, current, { settings: {} }).settings).toMatchObject(current);
    expect(applySettings(meta, current, { settings: { appSecret: "" } }).settings).toMatchObject(current);
  });

  test("keeps the former value only when asked", () => {
    const settings = { appSecret: "new" };
    const kept = applySettings(meta, current, { settings, keepPrevious: true });
    expect(kept.settings).toMatchObject({ appSecret: "new", appSecretPrevious: "old" });
    expect(kept.rotated).toEqual(["appSecret"]);
    expect(applySettings(meta, current, { settings }).settings.appSecretPrevious).toBeUndefined();
    expect(applySettings(meta, current, { settings, rotate: ["appSecret"] }).settings.appSecretPrevious).toBe(
      "old",
    );
  });

  test("a rotation lasts over other changes until it is ended", () => {
    const rotating = { ...current, appSecretPrevious: "older" };
    expect(applySettings(meta, rotating, { settings: {} }).settings.appSecretPrevious).toBe("older");
    const ended = applySettings(meta, rotating, { settings: {}, endRotation: ["appSecret"] });
    expect(ended.settings.appSecretPrevious).toBeUndefined();
    expect(ended.settings.appSecret).toBe("old");
  });

  test("rotating a generated value makes a new one", () => {
    const applied = applySettings(meta, current, { settings: {}, rotate: ["verifyToken"] });
    expect(applied.settings.verifyTokenPrevious).toBe("token");
    expect(applied.generated.verifyToken).toBe(applied.settings.verifyToken);
  });

  test("rotating needs the new value where it is not ours to make", () => {
    expect(problemsOf(() => applySettings(meta, current, { settings: {}, rotate: ["appSecret"] }))).toEqual([
      "settings.appSecret",
    ]);
    expect(problemsOf(() => applySettings(meta, current, { settings: {}, rotate: ["colour"] }))).toEqual([
      "rotate.0",
    ]);
  });

  test("null clears an optional value; a required one can't be cleared", () => {
    const sid = `AC${"0".repeat(32)}`;
    const applied = applySettings(
      twilio,
      { authToken: "t", accountSid: sid },
      { settings: { accountSid: null } },
    );
    expect(applied.settings.accountSid).toBeUndefined();
    expect(
      problemsOf(() => applySettings(twilio, { authToken: "t" }, { settings: { authToken: null } })),
    ).toEqual(["settings.authToken"]);
  });
});
