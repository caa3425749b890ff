import { expect, test } from "vitest";
import { readBody, readJson } from "@/lib/http/read-body";

const post = (body: BodyInit) =>
  new Request("http://localhost/", { method: "POST", body, duplex: "half" } as RequestInit);

test("returns the exact bytes", async () => {
  const bytes = Uint8Array.of(0, 255, 10, 13, 0);
  expect(await readBody(post(bytes))).toEqual(bytes);
});

test("stops reading once the limit is passed, also without a declared length", async () => {
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 1;
      controller.enqueue(new Uint8Array(1000));
    },
  });
  await expect(readBody(post(endless), 5000)).rejects.toMatchObject({ code: "too_large" });
  expect(pulled).toBeLessThan(20);
});

test("takes exactly the limit", async () => {
  expect((await readBody(post(new Uint8Array(5000)), 5000)).length).toBe(5000);
});

test.each([["{"], ["\u0000"], [Uint8Array.of(0x22, 0xff, 0x22)]])(
  "answers broken JSON with invalid_input",
  async (body) => {
    await expect(readJson(post(body))).rejects.toMatchObject({ code: "invalid_input" });
  },
);

test("reads an empty body as an empty object", async () => {
  expect(await readJson(new Request("http://localhost/", { method: "POST" }))).toEqual({});
});
