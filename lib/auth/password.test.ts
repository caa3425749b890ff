import { describe, expect, test } from "vitest";
import { passwordProblem } from "@/lib/auth/password";

describe("passwordProblem", () => {
  test.each([
    ["short", "a-b-c-d-e", "too_short"],
    ["long", "x y".repeat(67), "too_long"],
    ["one of the first that attackers try", "qwertyuiop", "too_common"],
    ["a common word with digits behind it", "Password2026!", "too_common"],
    ["a common word spelled with signs", "P@55w0rd12", "too_common"],
    ["one character", "aaaaaaaaaaaaaaaa", "too_common"],
    ["a run", "abcdefghijkl", "too_common"],
    ["a run downwards", "9876543210", "too_common"],
  ])("refuses what is %s", (_why, password, problem) => {
    expect(passwordProblem(password)).toBe(problem);
  });

  test("refuses the person's own name or address", () => {
    expect(passwordProblem("marta.oliveira1", ["Marta Oliveira", "marta.oliveira@example.com"])).toBe(
      "too_personal",
    );
  });

  test.each([
    "four words make sense",
    "tall-Giraffe 17",
    "ünïcödé pässwörter",
    "我的密码很长很长很长很",
    "k9$Vt2!mQz",
  ])("takes %s", (password) => {
    expect(passwordProblem(password, ["Ana Lima", "ana@example.com"])).toBeNull();
  });

  test("takes 200 characters", () => {
    expect(passwordProblem("correct horse battery staple ".repeat(7).slice(0, 200))).toBeNull();
  });
});
