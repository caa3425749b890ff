import { describe, expect, test } from "vitest";
import { NO_FALLBACK } from "@/lib/domain/fallback/people";
import type { OverviewCampaign } from "@/lib/reports/overview/definition";
import { COLUMNS, FALLBACK_COLUMNS, filterCampaigns, isKnown, sortCampaigns, totalFallbackOf } from "./rows";

const campaign = (
  id: number,
  name: string,
  attempted: number,
  sent: number,
  delivered: number,
): OverviewCampaign => ({
  id,
  name,
  isUnassigned: false,
  isArchived: false,
  createdAt: "2026-11-01T00:00:00.000Z",
  launchedAt: null,
  attempted,
  sent,
  delivered,
  read: 0,
  rejectedBeforeSent: 0,
  rejectedAfterSent: 0,
  fallback: NO_FALLBACK,
});

const campaigns = [
  campaign(1, "Été 10", 100, 100, 90),
  campaign(2, "ete 9", 1000, 900, 450),
  campaign(3, "Autumn sale", 0, 0, 0),
];
const ids = (list: readonly OverviewCampaign[]) => list.map(({ id }) => id);

test("columns are attempted, sent, delivered, read, rejected, silent", () => {
  expect(COLUMNS.map(({ quantity }) => quantity)).toEqual([
    "attempted",
    "sent",
    "delivered",
    "read",
    "rejected",
    "silent",
  ]);
});

describe("sortCampaigns", () => {
  test.each([
    ["newest", "descending", [3, 2, 1]],
    ["name", "ascending", [3, 2, 1]],
    ["attempted", "descending", [2, 1, 3]],
    ["delivered", "descending", [1, 2, 3]],
    ["delivered", "ascending", [2, 1, 3]],
  ] as const)("by %s, %s", (sort, order, expected) => {
    expect(ids(sortCampaigns(campaigns, sort, order, "en"))).toEqual(expected);
  });
});

test("by what fallbacks brought, those without any last", () => {
  const [first, second, third] = campaigns as [OverviewCampaign, OverviewCampaign, OverviewCampaign];
  const brought = (triggered: number, recoveredBySms: number, spentMicros: number) => ({
    ...NO_FALLBACK,
    triggered,
    calledForElse: triggered,
    sentTo: triggered,
    recoveredBySms,
    spentMicros,
  });
  const some = [first, { ...second, fallback: brought(10, 9, 5) }, { ...third, fallback: brought(20, 2, 8) }];
  expect(ids(sortCampaigns(some, "sentTo", "descending", "en"))).toEqual([3, 2, 1]);
  expect(ids(sortCampaigns(some, "recovered", "descending", "en"))).toEqual([2, 3, 1]);
  expect(ids(sortCampaigns(some, "spend", "ascending", "en"))).toEqual([2, 3, 1]);
  expect(totalFallbackOf(some)).toMatchObject({ triggered: 30, recoveredBySms: 11, spentMicros: 13 });
});

test("a campaign whose only sends follow a delivery has a spend and nobody to recover", () => {
  const aside = { ...NO_FALLBACK, spentMicros: 5 };
  const known = (fallback: typeof aside) => FALLBACK_COLUMNS.filter((column) => isKnown(column, fallback));
  expect(known(NO_FALLBACK)).toEqual([]);
  expect(known(aside)).toEqual(["sentTo", "spend"]);
  expect(known({ ...aside, triggered: 1 })).toEqual([...FALLBACK_COLUMNS]);
});

test("newest is by launch, or by creation while a campaign waits for it", () => {
  const [first, second, third] = campaigns as [OverviewCampaign, OverviewCampaign, OverviewCampaign];
  const launched = [
    { ...first, launchedAt: "2026-11-09T10:00:00.000Z" },
    { ...second, launchedAt: "2026-10-30T10:00:00.000Z" },
    third,
  ];
  expect(ids(sortCampaigns(launched, "newest", "descending", "en"))).toEqual([1, 3, 2]);
});

test.each([
  ["", [1, 2, 3]],
  ["  ÉTE ", [1, 2]],
  ["sale autumn", [3]],
  ["winter", []],
])("filter %j", (typed, expected) => {
  expect(ids(filterCampaigns(campaigns, typed))).toEqual(expected);
});
