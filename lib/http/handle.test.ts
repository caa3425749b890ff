import { describe, expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { handle } from "@/lib/http/handle";
import { json } from "@/lib/http/json";
import { checkInput } from "@/lib/http/problem";

describe("handle", () => {
  test("answers an expected failure as problem+json", async () => {
    const response = await handle(async () => {
      throw new AppError("rate_limited", "Slow down.", { retryAfter: 12.2 });
    });
    expect(response.status).toBe(429);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(response.headers.get("retry-after")).toBe("13");
    expect(await response.json()).toMatchObject({ code: "rate_limited", detail: "Slow down.", status: 429 });
  });

  test("tells nothing about an unexpected one, but the request's id", async () => {
    const response = await handle(async () => {
      throw new Error("SELECT secret FROM vault");
    });
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).not.toContain("vault");
    expect(text).toContain(response.headers.get("x-request-id"));
  });
});

describe("wrong input", () => {
  function problemsOf(schema: z.ZodType, given: unknown) {
    try {
      checkInput(schema, given);
    } catch (error) {
      if (error instanceof AppError) return error.problems;
    }
    throw new Error("not refused");
  }

  test("becomes dotted paths, with own codes", () => {
    const schema = z.object({
      settings: z.object({ secret: z.string() }),
      list: z.array(z.number()).refine(() => false, { message: "odd", params: { code: "odd_list" } }),
    });
    expect(problemsOf(schema, { settings: {}, list: [] })).toEqual([
      { path: "settings.secret", code: "invalid_type", message: "This field is required." },
      { path: "list", code: "odd_list", message: "odd" },
    ]);
  });

  test.each([
    [z.string(), undefined, "This field is required."],
    [z.enum(["en", "zh"]), undefined, "This field is required."],
    [z.union([z.string(), z.number()]), undefined, "This field is required."],
    [z.string().min(1), "", "This must not be empty."],
    [z.string(), 7, "Use text."],
    [z.string(), null, "Use text."],
    [z.number(), "7", "Use a number."],
    [z.int(), 7.5, "Use a whole number."],
    [z.boolean(), "yes", "Use true or false."],
    [z.array(z.string()), "a", "Use a list."],
    [z.object({}), [], "Use an object."],
    [z.date(), "today", "This is not the right kind of value."],
    [z.enum(["en", "zh"]), "it", "Use one of these: en, zh."],
    [z.strictObject({}), { colour: "red" }, "There is no such field here: colour."],
    [z.string().min(3), "ab", "Use at least 3 characters."],
    [z.string().length(1), "ab", "Use exactly 1 character."],
    [z.array(z.string()).max(1), ["a", "b"], "Use at most 1 item."],
    [z.number().min(3), 1, "Use at least 3."],
    [z.number().lt(3), 3, "Use less than 3."],
    [z.string().regex(/^a/), "b", "This is not in the right form."],
    [z.string("Enter a name."), undefined, "Enter a name."],
    [z.string().min(1, "Enter a name."), "", "Enter a name."],
  ])("%# is told in plain words", (schema, given, message) => {
    expect(problemsOf(schema, given)).toMatchObject([{ message }]);
  });
});

test("64-bit integers become decimal strings", async () => {
  expect(await json({ id: 9007199254740993n }).text()).toBe('{"id":"9007199254740993"}');
});
