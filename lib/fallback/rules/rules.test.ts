import { beforeAll, describe, expect, test } from "vitest";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { createConnection } from "@/lib/connections/create-connection";
import { pool } from "@/lib/db/client";
import type { Rule } from "@/lib/domain/fallback/rule";
import { flow, step } from "@/lib/domain/flow/testing/build-flow";
import { AppError } from "@/lib/errors";
import { ruleDefinition } from "@/lib/fallback/rule-definition";
import { archiveRule } from "@/lib/fallback/rules/archive-rule";
import { getRule, listRules } from "@/lib/fallback/rules/list-rules";
import { restoreRule } from "@/lib/fallback/rules/restore-rule";
import { createRule, saveRule } from "@/lib/fallback/rules/save-rule";
import { EXAMPLE_RULE } from "@/lib/fallback/rules/starting-values";

testInstance();

let admin: Context;
let operator: Context;
let simulator: number;
let meta: number;
const others: Record<string, number> = {};
beforeAll(async () => {
  const workspaceId = await testWorkspace();
  admin = (await testMember(workspaceId, "admin")).ctx;
  operator = (await testMember(workspaceId, "operator")).ctx;
  simulator = Number(
    (await createConnection(admin, { provider: "simulator", name: "SMS", settings: {} })).id,
  );
  const settings = { appSecret: "an app secret", verifyToken: "a verify token" };
  meta = Number((await createConnection(admin, { provider: "meta", name: "WhatsApp", settings })).id);
  const accounts = {
    sinch: {},
    "bird-platform": { webhookSecret: `whsec_${Buffer.from("a signing secret").toString("base64")}` },
    messagebird: { signingKey: "a signing key" },
  };
  for (const [provider, own] of Object.entries(accounts))
    others[provider] = Number(
      (await createConnection(admin, { provider, name: provider, settings: own })).id,
    );
});

type Definition = ReturnType<typeof definitionWith>;

/** A rule that can be saved, with parts of its first step changed. */
const definitionWith = (step: object = {}, over: Partial<Rule> = {}) =>
  ruleDefinition.parse({
    ...EXAMPLE_RULE,
    steps: EXAMPLE_RULE.steps.map((one) => ({ ...one, connectionId: simulator, ...step })),
    ...over,
  });

const call = {
  channel: "voice",
  script: "Hello {{name|there}}",
  language: "en-GB",
  voice: null,
  repeat: 1,
  confirmPrompt: null,
  machine: "missed",
  success: "answered",
};

async function problemsOf(definition: Definition) {
  const error = await createRule(admin, { name: "Rule", definition }).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw error ?? new Error("the rule was saved");
  expect(error.code).toBe("invalid_input");
  return error.problems.map(({ path, code }) => `${path} ${code}`);
}

describe("versions", () => {
  test("a change makes one more, the same definition none, and none ever changes", async () => {
    const first = definitionWith();
    const made = await createRule(admin, { name: "By SMS", definition: first });
    expect(made).toMatchObject({ version: 1, name: "By SMS", changedBy: admin.actor.label });
    const id = Number(made.id);

    const again = structuredClone({ ...first, limits: { ...first.limits } });
    expect((await saveRule(admin, { id, definition: again })).version).toBe(1);
    expect(await saveRule(admin, { id, name: "By SMS, soon" })).toMatchObject({
      version: 1,
      name: "By SMS, soon",
    });

    const second = definitionWith({ text: "Hello" });
    expect(await saveRule(admin, { id, definition: second, version: 1 })).toMatchObject({ version: 2 });
    const { versions, definition } = await getRule(operator, { id });
    expect(versions.map(({ version }) => version)).toEqual([2, 1]);
    expect(versions[1]?.definition).toEqual(first);
    expect(definition).toEqual(second);
  });

  test("another trigger is for what comes from now on, another text changes nothing about that", async () => {
    const { id: text } = await createRule(admin, { name: "Restarted", definition: definitionWith() });
    const id = Number(text);
    await pool().query(
      `INSERT INTO campaign (workspace_id, key, name, fallback_mode, fallback_rule_id, fallback_swept_at)
       VALUES ($1, 'k-restarted', 'Restarted', 'automatic', $2, now() - interval '1 day')`,
      [admin.workspaceId, id],
    );
    const swept = async () => {
      const { rows } = await pool().query(
        "SELECT fallback_swept_at > now() - interval '1 minute' AS anew FROM campaign WHERE key = 'k-restarted'",
      );
      return rows[0].anew;
    };
    await saveRule(admin, { id, definition: definitionWith({ text: "Shorter" }) });
    expect(await swept()).toBe(false);
    const trigger = { on: "undelivered", afterMinutes: 30 } as const;
    await saveRule(admin, { id, definition: { ...definitionWith({ text: "Shorter" }), trigger } });
    expect(await swept()).toBe(true);
  });

  test("campaigns are locked before the rule, as who switches one does: neither waits for the other", async () => {
    const id = Number((await createRule(admin, { name: "Both", definition: definitionWith() })).id);
    await pool().query(
      "INSERT INTO campaign (workspace_id, key, name, fallback_mode, fallback_rule_id) VALUES ($1, $2, $2, 'automatic', $3)",
      [admin.workspaceId, `both-${id}`, id],
    );
    const switching = await pool().connect();
    await switching.query("BEGIN");
    await switching.query("SELECT 1 FROM campaign WHERE fallback_rule_id = $1 FOR NO KEY UPDATE", [id]);
    const trigger = { on: "undelivered", afterMinutes: 30 } as const;
    const saving = saveRule(admin, { id, definition: { ...definitionWith(), trigger } });
    const { rows } = await switching.query("SELECT pg_backend_pid() AS pid");
    const waiting = "SELECT FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid))";
    await expect
      .poll(async () => (await pool().query(waiting, [rows[0].pid])).rowCount, { timeout: 60_000 })
      .toBe(1);
    await switching.query("SELECT 1 FROM fallback_rule WHERE id = $1 FOR SHARE NOWAIT", [id]);
    await switching.query("COMMIT");
    switching.release();
    expect(await saving).toMatchObject({ version: 2 });
  });

  test("who began from an older version is told so, and nothing is lost", async () => {
    const { id: text } = await createRule(admin, { name: "Two editors", definition: definitionWith() });
    const id = Number(text);
    await saveRule(admin, { id, definition: definitionWith({ text: "One" }), version: 1 });
    const late = saveRule(admin, { id, definition: definitionWith({ text: "Two" }), version: 1 });
    await expect(late).rejects.toMatchObject({ code: "conflict" });
    expect((await getRule(admin, { id })).definition.steps[0]).toMatchObject({ text: "One" });
  });

  test("of two who save at once, both versions are kept", async () => {
    const { id: text } = await createRule(admin, { name: "Race", definition: definitionWith() });
    const id = Number(text);
    await Promise.all(
      ["a", "b", "c"].map((word) => saveRule(admin, { id, definition: definitionWith({ text: word }) })),
    );
    expect((await getRule(admin, { id })).versions.map(({ version }) => version)).toEqual([4, 3, 2, 1]);
  });

  test("every change is in the audit log", async () => {
    const { id } = await createRule(admin, { name: "Logged", definition: definitionWith() });
    await saveRule(admin, { id: Number(id), definition: definitionWith({ text: "Changed" }) });
    await archiveRule(admin, { id: Number(id) });
    const { rows } = await pool().query(
      "SELECT action FROM audit_entry WHERE workspace_id = $1 AND target = 'Logged' ORDER BY id",
      [admin.workspaceId],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      "fallback_rule.created",
      "fallback_rule.changed",
      "fallback_rule.archived",
    ]);
  });
});

describe("what can't be sent is said beside its field", () => {
  test.each([
    {
      why: "a connection that can't send",
      step: () => ({ connectionId: meta }),
      says: "connectionId connection_no_sms",
    },
    {
      why: "no such connection",
      step: () => ({ connectionId: 999_999 }),
      says: "connectionId connection_gone",
    },
    { why: "an open brace", step: () => ({ text: "Hi {{name" }), says: "text template_unclosed" },
    { why: "an expression", step: () => ({ text: "Hi {{a + b}}" }), says: "text template_name" },
    { why: "eleven segments", step: () => ({ text: "ж".repeat(671) }), says: "text too_many_segments" },
    { why: "a name of twelve letters", step: () => ({ from: "EXAMPLESHOPS" }), says: "from sender_too_long" },
    { why: "a number without its country", step: () => ({ from: "2025550100" }), says: "from sender_digits" },
    { why: "a call from a name", step: () => ({ ...call, from: "EXAMPLE" }), says: "from sender_no_name" },
    {
      why: "a long script",
      step: () => ({ ...call, script: "a".repeat(601) }),
      says: "script script_too_long",
    },
    {
      why: "a call through an account without calls",
      step: () => ({ ...call, connectionId: others["bird-platform"] }),
      says: "connectionId connection_no_voice",
    },
    {
      why: "a validity that the provider does not take",
      step: () => ({ connectionId: others["bird-platform"], validityMinutes: 60 }),
      says: "validityMinutes connection_no_validity",
    },
    {
      why: "a key that the provider does not report",
      step: () => ({ ...call, connectionId: others.messagebird, confirmPrompt: "Press 1." }),
      says: "confirmPrompt connection_no_key",
    },
    {
      why: "machines that the provider does not tell apart",
      step: () => ({ ...call, connectionId: others.sinch }),
      says: "machine connection_no_machine",
    },
  ])("$why", async ({ step, says }) => {
    expect(await problemsOf(definitionWith(step()))).toEqual([`definition.steps.0.${says}`]);
  });

  test("people who opted out are never a reason", async () => {
    const trigger = { on: "rejected", classes: ["opted_out"], codes: [] } as const;
    expect(await problemsOf(definitionWith({}, { trigger }))).toEqual([
      "definition.trigger.classes never_class",
    ]);
  });

  test("all mistakes at once", async () => {
    const limits = {
      ...EXAMPLE_RULE.limits,
      quiet: { from: "21:00", until: "21:00", during: "wait" },
    } as const;
    expect(await problemsOf(definitionWith({ text: "}}", from: "1" }, { limits }))).toEqual([
      "definition.limits.quiet.until quiet_empty",
      "definition.steps.0.from sender_digits",
      "definition.steps.0.text template_unopened",
    ]);
  });
});

describe("who may", () => {
  test("operators read, admins change", async () => {
    const { id } = await createRule(admin, { name: "Roles", definition: definitionWith() });
    expect((await listRules(operator, { archived: "false" })).items.map(({ name }) => name)).toContain(
      "Roles",
    );
    const change = { id: Number(id), name: "Mine" };
    await expect(saveRule(operator, change)).rejects.toMatchObject({ code: "forbidden" });
    await expect(archiveRule(operator, change)).rejects.toMatchObject({ code: "forbidden" });
    await expect(createRule(operator, { name: "Mine", definition: definitionWith() })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("another workspace's rule does not exist", async () => {
    const { id } = await createRule(admin, { name: "Ours", definition: definitionWith() });
    const { ctx } = await testMember(await testWorkspace("Other"), "admin");
    await expect(getRule(ctx, { id: Number(id) })).rejects.toMatchObject({ code: "not_found" });
    await expect(saveRule(ctx, { id: Number(id), name: "Theirs" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

test("a rule that something leans on is not archived", async () => {
  const { id: text } = await createRule(admin, { name: "In use", definition: definitionWith() });
  const id = Number(text);
  await pool().query(
    `INSERT INTO campaign (workspace_id, key, name, fallback_mode, fallback_rule_id) VALUES ($1, 'k-in-use', 'Autumn', 'manual', $2)`,
    [admin.workspaceId, id],
  );
  await expect(archiveRule(admin, { id })).rejects.toMatchObject({
    code: "conflict",
    problems: [{ path: "", code: "rule_in_use", params: { campaigns: 1 } }],
  });
  await pool().query("UPDATE campaign SET fallback_mode = 'off' WHERE key = 'k-in-use'");
  await archiveRule(admin, { id });
  expect((await listRules(admin, { archived: "false" })).items.map(({ name }) => name)).not.toContain(
    "In use",
  );
  await expect(saveRule(admin, { id, name: "Back" })).rejects.toMatchObject({
    code: "conflict",
    problems: [{ path: "", code: "rule_archived" }],
  });
});

test("a rule that published flows name is not archived, and the refusal names them", async () => {
  const { id: text } = await createRule(admin, { name: "In flows", definition: definitionWith() });
  const id = Number(text);
  const definition = flow(
    step("t", { type: "trigger" }, { next: "f" }),
    step("f", { type: "fallback", ruleId: id }),
  );
  const publish = (name: string, named = definition) =>
    pool().query(
      `WITH f AS (INSERT INTO flow (workspace_id, name, draft, draft_by, published_version) VALUES ($1, $2, $3, 'x', 1) RETURNING id)
       INSERT INTO flow_version (workspace_id, flow_id, version, definition, published_by) SELECT $1, id, 1, $3, 'x' FROM f`,
      [admin.workspaceId, name, JSON.stringify(named)],
    );
  await publish("Winter");
  await publish("Autumn");
  await publish(
    "Other",
    flow(step("t", { type: "trigger" }, { next: "f" }), step("f", { type: "fallback", ruleId: null })),
  );
  await expect(archiveRule(admin, { id })).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("“Autumn”, “Winter” fall back by this rule"),
    problems: [{ path: "", code: "rule_in_flow", params: { flows: 2, names: "“Autumn”, “Winter”" } }],
  });
  await pool().query("UPDATE flow SET archived_at = now() WHERE name IN ('Autumn', 'Winter')");
  await archiveRule(admin, { id });
});

test("an archived rule comes back as it was, once, and the log has it", async () => {
  const { id: text } = await createRule(admin, { name: "Away and back", definition: definitionWith() });
  const id = Number(text);
  await archiveRule(admin, { id });
  const archived = await listRules(operator, { archived: "true" });
  expect(archived.items.map(({ name }) => name)).toContain("Away and back");
  const all = await listRules(operator, { archived: "all" });
  expect(all.items.length).toBeGreaterThan(archived.items.length);
  await expect(restoreRule(operator, { id })).rejects.toMatchObject({ code: "forbidden" });
  expect(await restoreRule(admin, { id })).toMatchObject({ version: 1, archivedAt: null });
  await restoreRule(admin, { id });
  expect((await saveRule(admin, { id, name: "Renamed" })).name).toBe("Renamed");
  const { rows } = await pool().query(
    "SELECT action FROM audit_entry WHERE workspace_id = $1 AND target = 'Away and back' ORDER BY id",
    [admin.workspaceId],
  );
  expect(rows.map(({ action }) => action)).toEqual([
    "fallback_rule.created",
    "fallback_rule.archived",
    "fallback_rule.restored",
  ]);
});
