import { describe, expect, test } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { handle } from "@/lib/http/handle";
import { json } from "@/lib/http/json";
import { invalidInput } from "@/lib/http/problem";

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

test("zod's findings become dotted paths, with own codes", () => {
  const schema = z.object({
    settings: z.object({ secret: z.string() }),
    list: z.array(z.number()).refine(() => false, { message: "odd", params: { code: "odd_list" } }),
  });
  const first = schema.safeParse({ settings: {}, list: [] });
  const problems = first.success ? [] : invalidInput(first.error).problems;
  expect(problems).toContainEqual(expect.objectContaining({ path: "settings.secret", code: "invalid_type" }));
  expect(problems).toContainEqual({ path: "list", code: "odd_list", message: "odd" });
});

test("64-bit integers become decimal strings", async () => {
  expect(await json({ id: 9007199254740993n }).text()).toBe('{"id":"9007199254740993"}');
});
