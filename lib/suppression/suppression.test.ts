import { beforeAll, describe, expect, test } from "vitest";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { pool, prisma } from "@/lib/db/client";
import type { CampaignId, ConnectionId } from "@/lib/domain/ids";
import { encodeExport } from "@/lib/exports/encode";
import { storeStatuses } from "@/lib/ingest/store";
import { addSuppressions, suppressRecipients } from "@/lib/suppression/add-suppressions";
import {
  addSuppressionsInput,
  listSuppressionsInput,
  releaseRecipientsInput,
  suppressionFilter,
  suppressionPage,
  suppressRecipientsInput,
  suppressRejectedInput,
} from "@/lib/suppression/definition";
import { exportSuppressions } from "@/lib/suppression/export-suppressions";
import { countSuppressed, listSuppressions, pageSuppressions } from "@/lib/suppression/list-suppressions";
import { parseList } from "@/lib/suppression/parse-list";
import { removeSuppressions } from "@/lib/suppression/remove-suppressions";
import { suppressRejected } from "@/lib/suppression/suppress-rejected";
import { bytesOf, readCsv } from "@/lib/testing/read-files";

testInstance();

const NOW = new Date();
const DAY = 86_400_000;
let operator: Context;
let viewer: Context;
let foreign: Context;

beforeAll(async () => {
  foreign = (await testMember(await testWorkspace("Other"), "admin")).ctx;
});

async function freshWorkspace(): Promise<void> {
  const workspaceId = await testWorkspace();
  operator = (await testMember(workspaceId, "operator")).ctx;
  viewer = (await testMember(workspaceId, "viewer")).ctx;
}

const add = (ctx: Context, given: Record<string, unknown>) =>
  addSuppressions(ctx, addSuppressionsInput.parse(given), NOW);
const list = async (ctx: Context, filter: Record<string, string> = {}) =>
  (await listSuppressions(ctx, suppressionFilter.parse(filter), {}, 100)).items;

describe("parseList", () => {
  test.each([
    ["+12025550123", ["+12025550123"]],
    ["+1 (202) 555-0123\n+44 7700 900123", ["+12025550123", "+447700900123"]],
    ["0012025550123", ["+12025550123"]],
    ["+12025550123, +12025550124; +12025550125", ["+12025550123", "+12025550124", "+12025550125"]],
    ["+12025550123\r\n+12025550123\r\n", ["+12025550123"]],
    ["'+12025550123", ["+12025550123"]],
    ["US.13491208655302741918", ["US.13491208655302741918"]],
    ['Name,Phone number\n"Lima, Ana",+12025550123', ["+12025550123"]],
    ["\ufeffRecipient;Reason\n'+12025550123;manual", ["+12025550123"]],
  ])("%j", (text, recipients) => {
    expect(parseList(text)).toEqual({ recipients, unread: [] });
  });

  test("names the lines that it can't read", () => {
    const { recipients, unread } = parseList("+12025550123\n2025550123\nAna\n\n+12", false);
    expect(recipients).toEqual(["+12025550123"]);
    expect(unread).toEqual([
      { line: 2, text: "2025550123", cause: "no_country_code" },
      { line: 3, text: "Ana", cause: "not_a_number" },
      { line: 5, text: "+12", cause: "not_a_number" },
    ]);
  });

  test("takes digits with their country code when told so", () => {
    expect(parseList("12025550123", true).recipients).toEqual(["+12025550123"]);
  });
});

describe("the list", () => {
  beforeAll(freshWorkspace);

  test("takes numbers with reason, note and end, and names what it could not read", async () => {
    const given = {
      list: "+12025550101\n+12025550102\nnobody",
      reason: "opted_out",
      note: "asked",
      expiresInDays: 30,
    };
    expect(await add(operator, given)).toMatchObject({ added: 2, changed: 0, unreadCount: 1 });
    const [item] = await list(operator, { search: "+12025550101" });
    expect(item).toMatchObject({
      recipient: "+12025550101",
      reason: "opted_out",
      note: "asked",
      createdBy: operator.actor.label,
    });
    expect(Date.parse(item?.expiresAt ?? "")).toBe(NOW.getTime() + 30 * DAY);
  });

  test("a person's second decision replaces the first", async () => {
    expect(await add(operator, { list: "+12025550102" })).toMatchObject({ added: 0, changed: 1 });
    expect((await list(operator, { search: "+12025550102" }))[0]).toMatchObject({
      reason: "manual",
      expiresAt: null,
    });
  });

  test("pages by key in both directions and hides what expired", async () => {
    await add(operator, { list: Array.from({ length: 7 }, (_, at) => `+4477009001${at}0`).join("\n") });
    await pool().query(
      "UPDATE suppression SET expires_at = now() - interval '1 day' WHERE recipient = '+447700900160'",
    );
    const filter = suppressionFilter.parse({});
    const first = await listSuppressions(operator, filter, {}, 3);
    const second = await listSuppressions(operator, filter, { older: first.older ?? "" }, 3);
    const third = await listSuppressions(operator, filter, { older: second.older ?? "" }, 3);
    const all = [first, second, third].flatMap(({ items }) => items.map(({ recipient }) => recipient));
    expect(new Set(all).size).toBe(8);
    expect(third.older).toBeNull();
    expect((await listSuppressions(operator, filter, { newer: second.newer ?? "" }, 3)).items).toEqual(
      first.items,
    );
    expect((await list(operator, { state: "expired" })).map(({ recipient }) => recipient)).toEqual([
      "+447700900160",
    ]);
    expect(await countSuppressed(operator, suppressionFilter.parse({ state: "all" }))).toBe(9);
  });

  test("viewers see masked numbers, may not change or download, and can't find numbers in parts", async () => {
    expect(JSON.stringify((await list(viewer)).map(({ recipient }) => recipient))).not.toMatch(/\d{6}/);
    expect(await list(viewer, { search: "7700900" })).toEqual([]);
    await expect(add(viewer, { list: "+12025550111" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(removeSuppressions(viewer, { ids: [1] })).rejects.toMatchObject({ code: "forbidden" });
    await expect(exportSuppressions(viewer, suppressionFilter.parse({}), "csv")).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("another workspace neither sees nor removes anything", async () => {
    const ids = (await list(operator)).map(({ id }) => Number(id));
    expect(await list(foreign)).toEqual([]);
    expect(await removeSuppressions(foreign, { ids })).toEqual({ removed: 0 });
    expect(await list(operator)).toHaveLength(ids.length);
  });

  test("what is exported can be imported again", async () => {
    const { table, pages, total } = await exportSuppressions(
      operator,
      suppressionFilter.parse({ state: "all" }),
      "csv",
    );
    const file = (await bytesOf(encodeExport("csv", table, pages))).toString("utf8");
    expect(readCsv(file)).toHaveLength((total ?? 0) + 1);
    expect(parseList(file)).toMatchObject({ unread: [] });
    expect(parseList(file).recipients).toHaveLength(total ?? -1);
  });

  test("numbers can be taken off; every change is audited", async () => {
    const ids = (await list(operator)).slice(0, 2).map(({ id }) => Number(id));
    expect(await removeSuppressions(operator, { ids })).toEqual({ removed: 2 });
    const actions = await prisma().auditEntry.findMany({
      where: { workspaceId: operator.workspaceId },
      orderBy: { id: "asc" },
    });
    expect(actions.map(({ action }) => action)).toEqual([
      "suppression.added",
      "suppression.added",
      "suppression.added",
      "suppression.exported",
      "suppression.removed",
    ]);
    expect(JSON.stringify(actions.map(({ detail }) => detail))).not.toMatch(/\d{9}/);
  });
});

test("the API takes whole numbers, names the wrong one, and takes them off by number", async () => {
  await freshWorkspace();
  const wrong = suppressRecipientsInput.safeParse({ recipients: ["+12025550101", "2025550102"] });
  expect(wrong.error?.issues).toMatchObject([{ path: ["recipients", 1] }]);
  const recipients = ["+1 202 555 0101", "+12025550101", "+447700900123", "US.13491208655302741918"];
  const given = suppressRecipientsInput.parse({ recipients, expiresInDays: 60 });
  expect(await suppressRecipients(operator, given)).toEqual({ added: 3, changed: 0 });
  const first = await pageSuppressions(operator, listSuppressionsInput.parse({ limit: "2" }));
  const cursor = first.nextCursor ?? "";
  const second = await pageSuppressions(operator, listSuppressionsInput.parse({ limit: "2", cursor }));
  expect(suppressionPage.safeParse(first).error).toBeUndefined();
  expect(second.nextCursor).toBeNull();
  expect(new Set([...first.items, ...second.items].map(({ recipient }) => recipient)).size).toBe(3);
  expect(await removeSuppressions(foreign, { recipients: given.recipients })).toEqual({ removed: 0 });
  const off = releaseRecipientsInput.parse({ recipients: ["+447700900123", "+447700900124"] });
  expect(await removeSuppressions(operator, off)).toEqual({ removed: 1 });
  expect(await list(operator)).toHaveLength(2);
});

describe("from rejections", () => {
  const suppress = (given: Record<string, unknown>) =>
    suppressRejected(operator, suppressRejectedInput.parse(given), NOW);

  beforeAll(async () => {
    await freshWorkspace();
    const { workspaceId } = operator;
    const data = { workspaceId, name: "Shop", key: `k${workspaceId}` };
    const connection = await prisma().connection.create({
      data: { ...data, provider: "meta", secrets: new Uint8Array() },
    });
    const campaign = await prisma().campaign.create({ data });
    const messages = ["131026", "131026", "131050", "131042"].map((errorCode, at) => ({
      workspaceId,
      connectionId: connection.id as ConnectionId,
      campaignId: campaign.id as CampaignId,
      campaignSource: 2 as const,
      channel: "whatsapp" as const,
      providerMessageId: `m${at}`,
      status: "rejected" as const,
      rawStatus: "failed",
      occurredAt: NOW.getTime() - at,
      receivedAt: NOW.getTime(),
      recipient: `+1202555010${at}`,
      country: "US",
      timeZone: null,
      errorCode,
    }));
    await storeStatuses(pool(), messages, 0);
  });

  test("takes everyone of a class, once, and leaves a longer suppression alone", async () => {
    await add(operator, { list: "+12025550100", reason: "opted_out" });
    expect(await suppress({ filter: { class: "unreachable" }, expiresInDays: 90 })).toMatchObject({
      added: 1,
      changed: 0,
      kept: 1,
    });
    expect(await suppress({ filter: { class: "unreachable" }, expiresInDays: 90 })).toMatchObject({
      added: 0,
      kept: 2,
    });
    expect((await list(operator, { search: "+12025550100" }))[0]).toMatchObject({
      reason: "opted_out",
      expiresAt: null,
    });
    expect((await list(operator, { search: "+12025550101" }))[0]).toMatchObject({ reason: "unreachable" });
  });

  test("takes ticked messages with the class of each", async () => {
    const { rows } = await pool().query(
      "SELECT id FROM message WHERE workspace_id = $1 AND error_code = '131050'",
      [operator.workspaceId],
    );
    expect(await suppress({ messageIds: [rows[0].id], expiresInDays: null })).toMatchObject({ added: 1 });
    expect((await list(operator, { search: "+12025550102" }))[0]).toMatchObject({
      reason: "opted_out",
      expiresAt: null,
    });
    expect(
      await suppressRejected(foreign, suppressRejectedInput.parse({ messageIds: [rows[0].id] }), NOW),
    ).toMatchObject({ added: 0 });
  });

  test("refuses everything at once, and an empty order", async () => {
    await expect(suppress({ filter: { country: "US" } })).rejects.toMatchObject({ code: "invalid_input" });
    expect(suppressRejectedInput.safeParse({}).success).toBe(false);
  });
});
