import { expect, test } from "vitest";
import { requireSameOrigin } from "@/lib/http/same-origin";

const request = (method: string, headers: Record<string, string>) =>
  new Request("http://localhost:3000/api/x", { method, headers: { host: "localhost:3000", ...headers } });

test.each([
  ["a write of our own page", "POST", { origin: "http://localhost:3000", "sec-fetch-site": "same-origin" }],
  ["an old browser's write", "DELETE", { origin: "http://localhost:3000" }],
  ["a read from anywhere", "GET", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
])("lets %s through", (_what, method, headers) => {
  expect(() => requireSameOrigin(request(method, headers))).not.toThrow();
});

test.each([
  ["another site's write", "POST", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
  ["a sibling host's write", "PATCH", { origin: "http://localhost:3000", "sec-fetch-site": "same-site" }],
  ["another port's write", "POST", { origin: "http://localhost:3001" }],
  ["a sandboxed frame's write", "POST", { origin: "null" }],
  ["a write that names no origin", "PUT", {}],
])("refuses %s", (_what, method, headers) => {
  expect(() => requireSameOrigin(request(method, headers))).toThrow("another site");
});
