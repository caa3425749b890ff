import { expect, test } from "vitest";
import { messagesHref } from "./links";

test.each([
  [{}, "/campaigns/messages"],
  [{ campaignId: 7, show: "attempted" as const }, "/campaigns/7/messages"],
  [{ campaignId: 7, show: "silent" as const, from: null }, "/campaigns/7/messages?show=silent"],
  [{ campaignId: 7, country: "" }, "/campaigns/7/messages?country=-"],
  [{ from: "2026-11-01T00:00:00.000Z" }, "/campaigns/messages?from=2026-11-01T00%3A00%3A00.000Z"],
])("%j leads to %s", (group, href) => {
  expect(messagesHref(group)).toBe(href);
});

test("leaves out what is no part of a group", () => {
  const report = { campaignId: 7, show: "read" as const, total: { read: 1 } };
  expect(messagesHref(report)).toBe("/campaigns/7/messages?show=read");
});
