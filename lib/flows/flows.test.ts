import { beforeAll, describe, expect, test } from "vitest";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { createCampaign } from "@/lib/campaigns/create-campaign";
import { createConnection } from "@/lib/connections/create-connection";
import { pool, prisma } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/in-transaction";
import { flow, step } from "@/lib/domain/flow/testing/build-flow";
import { AppError } from "@/lib/errors";
import { archiveRule } from "@/lib/fallback/rules/archive-rule";
import { listRules } from "@/lib/fallback/rules/list-rules";
import { restoreRule } from "@/lib/fallback/rules/restore-rule";
import { setCampaignFlow } from "@/lib/flows/campaigns";
import { flowDefinition } from "@/lib/flows/definition-schema";
import { restoreVersion, saveDraft } from "@/lib/flows/drafts";
import { getFlow, listFlows } from "@/lib/flows/list-flows";
import { createFlow, duplicateFlow, updateFlowSettings } from "@/lib/flows/manage-flows";
import { publishFlow, unpublishedChanges } from "@/lib/flows/publish";
import { flowTemplate } from "@/lib/flows/templates";
import { sendingFlow } from "@/lib/flows/testing/sending-flow";
import { getVersion, listVersions, versionChanges } from "@/lib/flows/versions";
import { listSecrets, removeSecret, saveSecret } from "@/lib/named-secrets/manage";
import { namedSecret } from "@/lib/named-secrets/open-secret";

testInstance();

let admin: Context;
let operator: Context;
let viewer: Context;
let connectionId: number;
beforeAll(async () => {
  const workspaceId = await testWorkspace();
  admin = (await testMember(workspaceId, "admin")).ctx;
  operator = (await testMember(workspaceId, "operator")).ctx;
  viewer = (await testMember(workspaceId, "viewer")).ctx;
  connectionId = Number(
    (await createConnection(admin, { provider: "simulator", name: "SMS", settings: {} })).id,
  );
});

const failure = (promise: Promise<unknown>): Promise<AppError> =>
  promise.then(
    () => expect.fail("it was not refused"),
    (error: unknown) => {
      expect(error).toBeInstanceOf(AppError);
      return error as AppError;
    },
  );

let made = 0;
const newFlow = async (name = `Autumn ${++made}`) =>
  Number((await createFlow(operator, { name, template: "report_only" })).id);

test("a draft that somebody else saved meanwhile is not overwritten, and says who and when", async () => {
  const id = await newFlow();
  const { draftRevision: revision, draft } = await getFlow(operator, { id });
  const theirs = { ...draft, steps: draft.steps.slice(0, 1) };
  const saved = await saveDraft(admin, { id, revision, definition: theirs });
  const refused = await failure(saveDraft(operator, { id, revision, definition: draft }));
  expect(refused.code).toBe("conflict");
  expect(refused.details).toMatchObject({ draftBy: admin.actor.label, draftRevision: saved.revision });
  expect((await getFlow(operator, { id })).draft.steps).toHaveLength(1);
  await expect(
    saveDraft(operator, { id, revision: saved.revision, definition: draft }),
  ).resolves.toMatchObject({
    revision: saved.revision + 1,
  });
});

test("two who save at the same moment: one wins, the other is told", async () => {
  const id = await newFlow();
  const { draftRevision: revision, draft: definition } = await getFlow(operator, { id });
  const results = await Promise.allSettled([
    saveDraft(operator, { id, revision, definition }),
    saveDraft(admin, { id, revision, definition }),
  ]);
  expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("a published version never changes, whoever asks the database", async () => {
  const id = await newFlow();
  const { draftRevision: revision } = await getFlow(operator, { id });
  expect(await publishFlow(operator, { id, revision, note: "First" })).toEqual({ version: 1 });
  await expect(
    pool().query("UPDATE flow_version SET definition = '{}' WHERE flow_id = $1", [id]),
  ).rejects.toThrow("never changes");
  const stored = await getVersion(viewer, { id, version: 1 });
  expect(stored).toMatchObject({ note: "First", publishedBy: operator.actor.label });
  expect(stored.definition).toEqual(flowTemplate("report_only"));
});

test("publishing the same again makes no version; another draft makes the next", async () => {
  const id = await newFlow();
  const first = await getFlow(operator, { id });
  await publishFlow(operator, { id, revision: first.draftRevision });
  expect(await publishFlow(operator, { id, revision: first.draftRevision })).toEqual({ version: 1 });
  const definition = {
    ...first.draft,
    steps: first.draft.steps.map((step) => (step.id === "b1" ? { ...step, exits: { sent: "l1" } } : step)),
  };
  const { revision } = await saveDraft(operator, { id, revision: first.draftRevision, definition });
  const changes = await unpublishedChanges(viewer, { id });
  expect(changes).toMatchObject({ since: 1, added: [], removed: [], changed: [] });
  expect(changes.rerouted).toEqual(
    ["delivered", "read", "rejected"].map((exit) => expect.objectContaining({ id: "b1", exit, to: null })),
  );
  const refused = await failure(publishFlow(operator, { id, revision: first.draftRevision }));
  expect(refused.code).toBe("conflict");
  const restored = await restoreVersion(operator, { id, version: 1, revision });
  expect((await getFlow(viewer, { id })).draft).toEqual(first.draft);
  expect(restored.revision).toBe(revision + 1);
});

test("versions are listed newest first and compared", async () => {
  const id = await newFlow();
  const first = await getFlow(operator, { id });
  await publishFlow(operator, { id, revision: first.draftRevision });
  const definition = flowDefinition.parse(flowTemplate("report_and_fall_back"));
  const { revision } = await saveDraft(operator, { id, revision: first.draftRevision, definition });
  await publishFlow(operator, { id, revision });
  const { items } = await listVersions(viewer, { id });
  expect(items.map(({ version }) => version)).toEqual([2, 1]);
  const changes = await versionChanges(viewer, { id, version: 2 });
  expect(changes).toMatchObject({ since: 1, removed: [], added: [{ id: "f1", type: "fallback" }] });
  const all = await versionChanges(viewer, { id, version: 2, since: 0 });
  expect(all.added).toHaveLength(definition.steps.length);
});

test("what is sent needs an admin, and goes into a rule that nobody sees among the rules", async () => {
  const id = await newFlow("Sends");
  const before = await getFlow(operator, { id });
  const { revision } = await saveDraft(operator, {
    id,
    revision: before.draftRevision,
    definition: flowDefinition.parse(sendingFlow(connectionId)),
  });
  expect((await failure(publishFlow(operator, { id, revision }))).code).toBe("forbidden");
  await publishFlow(admin, { id, revision });
  const flow = await prisma().flow.findFirstOrThrow({ where: { id } });
  const rule = await prisma().fallbackRuleVersion.findFirstOrThrow({ where: { ruleId: flow.ruleId ?? 0 } });
  expect(rule).toMatchObject({ version: 1, createdBy: admin.actor.label });
  expect(rule.definition).toMatchObject({
    trigger: { on: "rejected", classes: [], codes: [] },
    steps: [
      { channel: "sms", connectionId },
      { channel: "voice", connectionId },
    ],
    limits: sendingFlow(connectionId).limits,
  });
  const { items } = await listRules(admin, { archived: "false" });
  expect(items.map((one) => one.id)).not.toContain(String(flow.ruleId));
});

test("a draft with an error can't be published, and the answer names the step", async () => {
  const id = Number((await createFlow(operator, { name: "Empty texts", template: "sms_then_voice" })).id);
  const { draftRevision: revision, problems } = await getFlow(operator, { id });
  expect(problems.some(({ stepId, severity }) => stepId === "s1" && severity === "error")).toBe(true);
  const refused = await failure(publishFlow(admin, { id, revision }));
  expect(refused.code).toBe("unprocessable");
  expect(refused.problems).toEqual(expect.arrayContaining([expect.objectContaining({ path: "steps.s1" })]));
});

test("one flow is the default; it and what campaigns run can't be archived", async () => {
  const first = await newFlow("First");
  const second = await newFlow("Second");
  expect((await failure(updateFlowSettings(admin, { id: first, isDefault: true }))).code).toBe("conflict");
  for (const id of [first, second]) {
    await publishFlow(operator, { id, revision: (await getFlow(operator, { id })).draftRevision });
    await updateFlowSettings(admin, { id, isDefault: true });
  }
  const { items } = await listFlows(viewer);
  expect(items.filter((one) => one.isDefault).map((one) => one.id)).toEqual([String(second)]);
  expect((await failure(updateFlowSettings(admin, { id: second, archived: true }))).code).toBe("conflict");
  expect((await failure(updateFlowSettings(operator, { id: first, archived: true }))).code).toBe("forbidden");
  const campaign = await createCampaign(operator, { name: "Offers" });
  const id = Number(campaign.id);
  expect(await setCampaignFlow(operator, { id, flowId: first })).toEqual({ flowId: String(first) });
  expect((await failure(updateFlowSettings(admin, { id: first, archived: true }))).message).toContain(
    "1 campaigns",
  );
  const counted = await listFlows(viewer);
  expect(counted.items.find((one) => one.id === String(first))?.campaigns).toBe(1);
  await setCampaignFlow(operator, { id, flowId: null });
  await updateFlowSettings(admin, { id: first, archived: true });
  expect((await failure(setCampaignFlow(operator, { id, flowId: first }))).code).toBe("conflict");
});

describe("a rule that is archived while a flow that names it is published", () => {
  /** A flow whose draft falls back by a rule of its own. */
  const naming = async (name: string) => {
    const { rows } = await pool().query<{ id: number }>(
      "INSERT INTO fallback_rule (workspace_id, name) VALUES ($1, $2) RETURNING id",
      [admin.workspaceId, name],
    );
    const ruleId = rows[0]?.id ?? 0;
    await pool().query(
      "INSERT INTO fallback_rule_version (workspace_id, rule_id, version, definition, created_by) VALUES ($1, $2, 1, '{}', 'x')",
      [admin.workspaceId, ruleId],
    );
    const id = await newFlow(name);
    const steps = [step("t", { type: "trigger" }, { next: "f" }), step("f", { type: "fallback", ruleId })];
    const definition = flowDefinition.parse(flow(...steps));
    const { revision } = await saveDraft(operator, { id, revision: 1, definition });
    return { ruleId, id, revision };
  };
  /** Does the work while somebody else's transaction holds what it says, and ends when that has committed. */
  const beside = async <T>(statement: string, values: unknown[], work: () => Promise<T>): Promise<T> => {
    let begun: Promise<T> | undefined;
    await inTransaction(pool(), async (client) => {
      await client.query(statement, values);
      begun = work();
      begun.catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    return begun as Promise<T>;
  };

  test("is seen by the publishing, which waits for it", async () => {
    const { ruleId, id, revision } = await naming("Archived first");
    const archive = "UPDATE fallback_rule SET archived_at = now() WHERE workspace_id = $1 AND id = $2";
    const refused = await failure(
      beside(archive, [admin.workspaceId, ruleId], () => publishFlow(operator, { id, revision })),
    );
    expect(refused).toMatchObject({ code: "unprocessable", problems: [{ code: "unknown_rule" }] });
  });

  test("sees the publishing, for which it waits; and a flow does not come back without its rule", async () => {
    const { ruleId, id, revision } = await naming("Published first");
    const [published, archived] = await beside("LOCK TABLE flow_version IN EXCLUSIVE MODE", [], async () => {
      const publishing = publishFlow(operator, { id, revision });
      await new Promise((resolve) => setTimeout(resolve, 150));
      return Promise.allSettled([publishing, archiveRule(admin, { id: ruleId })]);
    });
    expect(published).toMatchObject({ status: "fulfilled", value: { version: 1 } });
    expect(archived).toMatchObject({ status: "rejected", reason: { problems: [{ code: "rule_in_flow" }] } });
    await updateFlowSettings(admin, { id, archived: true });
    await archiveRule(admin, { id: ruleId });
    const refused = await failure(updateFlowSettings(admin, { id, archived: false }));
    expect(refused).toMatchObject({ code: "conflict", problems: [{ code: "flow_rule_archived" }] });
    await restoreRule(admin, { id: ruleId });
    expect(await updateFlowSettings(admin, { id, archived: false })).toMatchObject({ archived: false });
  });
});

test("addresses of campaigns are for those who may send to them", async () => {
  const id = await newFlow("With a campaign");
  await publishFlow(operator, { id, revision: (await getFlow(operator, { id })).draftRevision });
  const campaign = await createCampaign(operator, { name: "Winter" });
  await setCampaignFlow(operator, { id: Number(campaign.id), flowId: id });
  const seen = await getFlow(operator, { id });
  expect(seen.campaigns).toMatchObject([{ name: "Winter", webhookUrls: [{ connection: "SMS" }] }]);
  expect(seen.campaigns[0]?.webhookUrls[0]?.url).toContain(campaign.key);
  expect((await getFlow(viewer, { id })).campaigns).toMatchObject([{ name: "Winter", webhookUrls: [] }]);
});

test("a copy has the draft and a free name", async () => {
  const id = await newFlow("Copied");
  const copy = await duplicateFlow(operator, { id });
  const again = await duplicateFlow(operator, { id });
  expect([copy.name, again.name]).toEqual(["Copied (2)", "Copied (3)"]);
  expect((await getFlow(viewer, { id: Number(copy.id) })).draft).toEqual(
    (await getFlow(viewer, { id })).draft,
  );
});

test("a name is one flow's, whatever its capitals; archived ones give theirs up", async () => {
  const create = (name: string) => createFlow(operator, { name, template: "empty" });
  const id = Number((await create("Ünique")).id);
  const taken = { code: "conflict", problems: [{ path: "name", code: "flow_name_taken" }] };
  expect(await failure(create("üNIQUE"))).toMatchObject(taken);
  const other = await newFlow("Other name");
  expect(await failure(updateFlowSettings(operator, { id: other, name: "ünique" }))).toMatchObject(taken);
  expect(await updateFlowSettings(operator, { id, name: "ÜNIQUE" })).toMatchObject({ name: "ÜNIQUE" });
  await updateFlowSettings(admin, { id, archived: true });
  const [first, second] = await Promise.allSettled([create("Ünique"), create("Ünique")]);
  expect([first.status, second.status].sort()).toEqual(["fulfilled", "rejected"]);
  expect(await failure(updateFlowSettings(admin, { id, archived: false }))).toMatchObject({
    code: "conflict",
    problems: [{ path: "", code: "flow_name_taken", params: { name: "Ünique" } }],
  });
  expect(await updateFlowSettings(admin, { id, archived: false, name: "Back again" })).toMatchObject({
    archived: false,
  });
});

test("a named secret is kept sealed, told by name only, and where it is used", async () => {
  await saveSecret(admin, { name: "crm_token", value: "tall giraffe" });
  const { rows } = await pool().query("SELECT sealed FROM named_secret WHERE name = 'crm_token'");
  expect(JSON.stringify(rows)).not.toContain("giraffe");
  expect(await namedSecret(admin.workspaceId, "crm_token")).toBe("tall giraffe");
  const again = await failure(saveSecret(admin, { name: "crm_token", value: "x", isNew: true }));
  expect(again).toMatchObject({ code: "conflict", problems: [{ path: "name", code: "secret_taken" }] });
  expect(await namedSecret(admin.workspaceId, "crm_token")).toBe("tall giraffe");
  await saveSecret(admin, { name: "tz_key", value: "small zebra", isNew: true });
  const id = await newFlow("Calls the CRM");
  const { draft, draftRevision: revision } = await getFlow(operator, { id });
  const http = {
    id: "h1",
    type: "http",
    title: null,
    position: { x: 0, y: 0 },
    method: "GET",
    url: "https://crm.example.com",
    headers: [{ name: "authorization", value: "Bearer {{secret.crm_token}}" }],
    body: null,
    results: [],
    exits: {},
  } as const;
  const zone = { id: "z1", type: "local_time", title: null, source: "timezonedb", secret: "tz_key" } as const;
  await saveDraft(operator, {
    id,
    revision,
    definition: {
      ...draft,
      steps: [
        ...draft.steps,
        { ...http, headers: [...http.headers], results: [] },
        { ...zone, position: http.position, exits: {} },
      ],
    },
  });
  const { items } = await listSecrets(viewer);
  expect(items).toMatchObject([
    { name: "crm_token", updatedBy: admin.actor.label, usedIn: ["Calls the CRM"] },
    { name: "tz_key", usedIn: ["Calls the CRM"] },
  ]);
  expect(JSON.stringify(items)).not.toContain("giraffe");
  await removeSecret(admin, { name: "crm_token" });
  expect(await namedSecret(admin.workspaceId, "crm_token")).toBeNull();
  expect((await failure(removeSecret(admin, { name: "crm_token" }))).code).toBe("not_found");
});
