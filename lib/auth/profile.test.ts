import { expect, test } from "vitest";
import { PATCH } from "@/app/api/account/route";
import { cookieOf, TEST_ORIGIN, testInstance, testPerson } from "@/lib/auth/test-instance";
import { prisma } from "@/lib/db/client";

testInstance();

async function change(person: Awaited<ReturnType<typeof testPerson>>, body: object) {
  const headers = { cookie: await cookieOf(person), origin: TEST_ORIGIN, "content-type": "application/json" };
  const request = new Request(`${TEST_ORIGIN}/api/account`, {
    method: "PATCH",
    headers,
    body: JSON.stringify(body),
  });
  const response = await PATCH(request, { params: Promise.resolve({}) });
  const text = await response.text();
  const stored = await prisma().user.findUnique({ where: { id: person.id } });
  return {
    status: response.status,
    json: text === "" ? null : JSON.parse(text),
    stored: [stored?.name, stored?.locale],
  };
}

test.each([
  { body: { locale: "zh" }, stored: ["Ana Lima", "zh"] },
  { body: { name: "Bo" }, stored: ["Bo", "en"] },
  { body: { name: "Bo", locale: "zh" }, stored: ["Bo", "zh"] },
  { body: {}, stored: ["Ana Lima", "en"] },
])("$body changes what it names and leaves the rest", async ({ body, stored }) => {
  expect(await change(await testPerson(), body)).toEqual({ status: 204, json: null, stored });
});

test.each([
  { body: { name: 7 }, problem: { path: "name", message: "Use text." } },
  { body: { name: " " }, problem: { path: "name", message: "Enter a name." } },
  { body: { locale: "xx" }, problem: { path: "locale", message: "Use one of these: en, zh." } },
  { body: { email: "a@example.com" }, problem: { path: "", message: "There is no such field here: email." } },
])("$body is refused in plain words", async ({ body, problem }) => {
  const { status, json, stored } = await change(await testPerson(), body);
  expect(status).toBe(400);
  expect(json.problems).toMatchObject([problem]);
  expect(stored).toEqual(["Ana Lima", "en"]);
});
