import { beforeAll, describe, expect, test } from "vitest";
import * as unknownRoute from "@/app/api/v1/[...unknown]/route";
import * as funnelRoute from "@/app/api/v1/campaigns/[id]/funnel/route";
import * as registerRoute from "@/app/api/v1/campaigns/[id]/messages/route";
import * as campaignRoute from "@/app/api/v1/campaigns/[id]/route";
import * as campaignsRoute from "@/app/api/v1/campaigns/route";
import * as connectionRoute from "@/app/api/v1/connections/[id]/route";
import * as connectionsRoute from "@/app/api/v1/connections/route";
import * as eventsRoute from "@/app/api/v1/messages/[id]/events/route";
import * as messageRoute from "@/app/api/v1/messages/[id]/route";
import * as messagesRoute from "@/app/api/v1/messages/route";
import * as documentRoute from "@/app/api/v1/openapi.json/route";
import * as providersRoute from "@/app/api/v1/providers/route";
import * as rejectedRoute from "@/app/api/v1/rejected/route";
import { operations } from "@/lib/api/operations";
import { TEST_ORIGIN, testApiKey, testInstance, testWorkspace } from "@/lib/auth/test-instance";
import { pool } from "@/lib/db/client";
import type { CampaignId, ConnectionId, WorkspaceId } from "@/lib/domain/ids";
import type { RouteHandler } from "@/lib/http/access";
import { storeStatuses } from "@/lib/ingest/store";

testInstance();

const SECRET = "5ec12e7-value-that-must-never-come-out";

let workspaceId: WorkspaceId;
let key: string;
beforeAll(async () => {
  workspaceId = await testWorkspace();
  key = await testApiKey(workspaceId, "write");
});

type Sent = { method?: string; id?: string; query?: string; body?: unknown; raw?: string; key?: string };

async function call(
  handler: RouteHandler,
  { method = "GET", id, query = "", body, raw, key: own = key }: Sent = {},
) {
  const text = raw ?? (body === undefined ? null : JSON.stringify(body));
  const init = {
    method,
    headers: { authorization: `Bearer ${own}` },
    ...(text === null ? {} : { body: text }),
  };
  const response = await handler(new Request(`${TEST_ORIGIN}/api/v1/x${query}`, init), {
    params: Promise.resolve(id === undefined ? {} : { id }),
  });
  const answer = await response.text();
  expect(answer).not.toContain(SECRET);
  return {
    status: response.status,
    headers: response.headers,
    json: answer === "" ? null : JSON.parse(answer),
  };
}

/** Calls and holds the answer against the documented schema. */
async function expectDocumented(operationId: string, handler: RouteHandler, sent: Sent = {}) {
  const operation = operations.find((one) => one.id === operationId);
  const { status, headers, json } = await call(handler, { method: operation?.method, ...sent });
  expect(status, JSON.stringify(json)).toBe(operation?.status);
  if (operation?.response) expect(operation.response.safeParse(json).error).toBeUndefined();
  else expect(json).toBeNull();
  if (json !== null) expect(headers.get("cache-control")).toBe("no-store");
  return { headers, json };
}

async function expectProblem(handler: RouteHandler, sent: Sent, status: number, path?: string) {
  const answer = await call(handler, sent);
  expect(answer.status, JSON.stringify(answer.json)).toBe(status);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  if (path !== undefined)
    expect(answer.json.problems.map((one: { path: string }) => one.path)).toContain(path);
}

describe("an integration from start to end", () => {
  const made: Record<string, string> = {};

  test("providers", async () => {
    const { json } = await expectDocumented("listProviders", providersRoute.GET);
    const twilio = json.items.find((one: { id: string }) => one.id === "twilio");
    expect(twilio.settings.find((one: { key: string }) => one.key === "authToken")).toMatchObject({
      secret: true,
      required: true,
    });
    expect(json.items).toHaveLength(10);
  });

  test("connections", async () => {
    const body = {
      provider: "meta",
      name: "Main",
      settings: { appSecret: SECRET, verifyToken: `${SECRET}-too` },
    };
    const { json, headers } = await expectDocumented("createConnection", connectionsRoute.POST, { body });
    expect(headers.get("location")).toBe(`${TEST_ORIGIN}/api/v1/connections/${json.id}`);
    expect(json.generated).toEqual({});
    made.connection = json.id;
    await expectDocumented("listConnections", connectionsRoute.GET);
    await expectDocumented("getConnection", connectionRoute.GET, { id: json.id });
    const change = { settings: { appSecret: `${SECRET}-new` }, keepPrevious: true };
    const changed = await expectDocumented("updateConnection", connectionRoute.PATCH, {
      id: json.id,
      body: change,
    });
    expect(changed.json.secrets.appSecret.rotating).toBe(true);
  });

  test("campaigns", async () => {
    const { json, headers } = await expectDocumented("createCampaign", campaignsRoute.POST, {
      body: { name: "Autumn" },
    });
    expect(headers.get("location")).toBe(`${TEST_ORIGIN}/api/v1/campaigns/${json.id}`);
    made.campaign = json.id;
    await expectDocumented("listCampaigns", campaignsRoute.GET, { query: "?limit=1" });
    await expectDocumented("getCampaign", campaignRoute.GET, { id: json.id });
    await expectDocumented("updateCampaign", campaignRoute.PATCH, {
      id: json.id,
      body: { name: "Autumn 2026" },
    });
  });

  test("messages, their statuses and the funnel", async () => {
    const empty = await expectDocumented("getCampaignFunnel", funnelRoute.GET, { id: made.campaign });
    expect(empty.json).toMatchObject({ attempted: 0, rates: { deliveryRate: null, rejectionRate: null } });
    const messages = ["a", "b", "c"].map((providerMessageId) => ({
      providerMessageId,
      phone: "+12025550123",
    }));
    await expectDocumented("registerMessages", registerRoute.POST, { id: made.campaign, body: { messages } });
    await arrive("a", "delivered");
    await arrive("b", "rejected");
    const { json } = await expectDocumented("getCampaignFunnel", funnelRoute.GET, { id: made.campaign });
    expect(json).toMatchObject({
      attempted: 3,
      acceptedOnly: 1,
      sent: 1,
      delivered: 1,
      silent: 0,
      rejected: 1,
      rejectedBeforeSent: 1,
    });
    expect(json.rates).toMatchObject({ deliveryRate: 1, readRate: 0, rejectionRate: 1 / 3 });
  });

  test("lists of messages, a message, its timeline, and rejections", async () => {
    const { json } = await expectDocumented("listMessages", messagesRoute.GET, {
      query: `?campaignId=${made.campaign}&status=rejected`,
    });
    expect(json.items).toMatchObject([
      { providerMessageId: "b", recipient: "+12025550123", reason: { code: "131026", class: "unreachable" } },
    ]);
    const { id } = json.items[0];
    await expectDocumented("getMessage", messageRoute.GET, { id });
    const events = await expectDocumented("listMessageEvents", eventsRoute.GET, { id });
    expect(events.json.items.map((one: { rawStatus: string }) => one.rawStatus)).toEqual([
      "registered",
      "failed",
    ]);
    const rejected = await expectDocumented("listRejected", rejectedRoute.GET, {
      query: "?class=unreachable",
    });
    expect(rejected.json.items).toMatchObject([{ id, campaignId: made.campaign }]);
  });

  test("removal", async () => {
    await expectDocumented("removeConnection", connectionRoute.DELETE, { id: made.connection });
    await expectProblem(connectionRoute.GET, { id: made.connection }, 404);
    const { json } = await expectDocumented("listMessages", messagesRoute.GET, { query: "?status=rejected" });
    expect(json.items[0].reason.class).toBe("unreachable");
  });

  async function arrive(providerMessageId: string, status: "delivered" | "rejected"): Promise<void> {
    const now = Date.now();
    const event = {
      workspaceId,
      connectionId: Number(made.connection) as ConnectionId,
      campaignId: Number(made.campaign) as CampaignId,
      campaignSource: 2,
      channel: "whatsapp",
      providerMessageId,
      status,
      rawStatus: status === "rejected" ? "failed" : status,
      receivedAt: now + 1000,
      occurredAt: now + 1000,
      country: "US",
      timeZone: "America/New_York",
      ...(status === "rejected" && { errorCode: "131026" }),
    } as const;
    await storeStatuses(pool(), [event], 0);
  }
});

describe("mistakes get problem+json", () => {
  const post = { method: "POST" };
  test("a body that is no JSON, no object, or empty", async () => {
    await expectProblem(campaignsRoute.POST, { ...post, raw: "{oops" }, 400);
    await expectProblem(campaignsRoute.POST, { ...post, body: [1] }, 400);
    await expectProblem(campaignsRoute.POST, post, 400, "name");
  });

  test("unknown fields and query parameters", async () => {
    await expectProblem(campaignsRoute.POST, { ...post, body: { name: "x", colour: "red" } }, 400);
    for (const handler of [
      providersRoute.GET,
      connectionsRoute.GET,
      campaignsRoute.GET,
      messagesRoute.GET,
      rejectedRoute.GET,
    ]) {
      await expectProblem(handler, { query: "?colour=red" }, 400);
    }
  });

  test("wrong values, each by its name", async () => {
    await expectProblem(messagesRoute.GET, { query: "?limit=9999" }, 400, "limit");
    await expectProblem(messagesRoute.GET, { query: "?limit=1&limit=2" }, 400, "limit");
    await expectProblem(messagesRoute.GET, { query: "?cursor=nonsense" }, 400, "cursor");
    await expectProblem(messagesRoute.GET, { query: "?providerMessageId=%00" }, 400, "providerMessageId");
    const body = { provider: "meta", name: "x", settings: { appSecret: "x", colour: "red" } };
    await expectProblem(connectionsRoute.POST, { ...post, body }, 400, "settings.colour");
  });

  test("a tag that is taken", async () => {
    await call(campaignsRoute.POST, { ...post, body: { name: "Taken" } });
    await expectProblem(campaignsRoute.POST, { ...post, body: { name: "Other", tag: "Taken" } }, 409, "tag");
  });

  test.each(["0", "999999999", "99999999999999999999", "abc", "1e3", "-1", "1.5"])(
    "the id %s",
    async (id) => {
      for (const route of [connectionRoute, campaignRoute, funnelRoute, messageRoute, eventsRoute]) {
        await expectProblem(route.GET, { id }, 404);
      }
    },
  );

  test("a reading key that writes, a wrong key, and a mistyped address", async () => {
    const reading = await testApiKey(workspaceId, "read");
    await expectProblem(campaignsRoute.POST, { ...post, key: reading, body: { name: "x" } }, 403);
    await expectProblem(campaignsRoute.GET, { key: "rb_live_wrong" }, 401);
    await expectProblem(unknownRoute.POST, post, 404);
  });
});

test("the document needs no key", async () => {
  const { status, json } = await call(documentRoute.GET, { key: "" });
  expect(status).toBe(200);
  expect(json).toMatchObject({ openapi: "3.1.1", servers: [{ url: TEST_ORIGIN }] });
});
