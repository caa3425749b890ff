import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { createCampaign } from "@/lib/campaigns/create-campaign";
import { createConnection } from "@/lib/connections/create-connection";
import type { FlowDefinition } from "@/lib/domain/flow/definition";
import { AppError } from "@/lib/errors";
import { ruleDefinition } from "@/lib/fallback/rule-definition";
import { createRule } from "@/lib/fallback/rules/save-rule";
import { EXAMPLE_RULE } from "@/lib/fallback/rules/starting-values";
import { exportFlow, importFlow } from "@/lib/flows/exchange";
import type { ImportNeed } from "@/lib/flows/exchange-contract";
import { getFlow } from "@/lib/flows/list-flows";
import { addFlow } from "@/lib/flows/manage-flows";
import { flowTemplate } from "@/lib/flows/templates";
import { type AnyIds, anyFlow } from "@/lib/flows/testing/any-flow";
import { sendingFlow } from "@/lib/flows/testing/sending-flow";

testInstance();

type Shop = { ctx: Context; ids: AnyIds };

/** A workspace with a connection, a rule and a campaign. */
async function shop(connection: string): Promise<Shop> {
  const { ctx } = await testMember(await testWorkspace(), "admin");
  const made = await createConnection(ctx, { provider: "simulator", name: connection, settings: {} });
  const connectionId = Number(made.id);
  const steps = EXAMPLE_RULE.steps.map((step) => ({ ...step, connectionId }));
  const rule = await createRule(ctx, {
    name: "SMS to the unreachable",
    definition: ruleDefinition.parse({ ...EXAMPLE_RULE, steps }),
  });
  const campaign = await createCampaign(ctx, { name: "Autumn" });
  return {
    ctx,
    ids: { connections: [connectionId], rules: [Number(rule.id)], campaigns: [Number(campaign.id)] },
  };
}

let here: Shop;
let there: Shop;
beforeAll(async () => {
  here = await shop("SMS account");
  there = await shop("Another account");
});

const made = async ({ ctx }: Shop, definition: FlowDefinition, name = "Autumn – offers"): Promise<number> =>
  Number((await addFlow(ctx, name, definition)).id);

const fileOf = async ({ ctx }: Shop, id: number): Promise<string> => (await exportFlow(ctx, { id })).text();

async function refusal(promise: Promise<unknown>): Promise<AppError> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(AppError);
  return error as AppError;
}

test("export, import, export: the same bytes, for any draft", async () => {
  await fc.assert(
    fc.asyncProperty(anyFlow(here.ids), async (definition) => {
      const file = await fileOf(here, await made(here, definition));
      const { flow } = await importFlow(here.ctx, { file: JSON.parse(file) });
      expect(await fileOf(here, Number(flow.id))).toBe(
        file.replace(JSON.stringify(JSON.parse(file).name), JSON.stringify(flow.name)),
      );
      expect((await getFlow(here.ctx, { id: Number(flow.id) })).draft).toEqual(definition);
    }),
    { numRuns: 25 },
  );
});

test("a file from another workspace asks for what it names, and proposes what has the same name", async () => {
  const [connectionId = 0] = here.ids.connections;
  const definition = sendingFlow(connectionId);
  const fallback = {
    id: "f1",
    type: "fallback",
    title: null,
    ruleId: here.ids.rules[0] ?? 0,
    position: { x: 0, y: 0 },
    exits: {},
  } as const;
  const id = await made(here, { ...definition, steps: [...definition.steps, fallback] });
  const file: unknown = JSON.parse(await fileOf(here, id));
  const refused = await refusal(importFlow(there.ctx, { file }));
  expect(refused.code).toBe("unprocessable");
  const needs = refused.details.needs as ImportNeed[];
  const [theirConnection] = there.ids.connections;
  const [theirRule] = there.ids.rules;
  expect(needs).toMatchObject([
    {
      kind: "connections",
      id: String(connectionId),
      name: "SMS account",
      provider: "simulator",
      proposed: null,
    },
    { kind: "rules", name: "SMS to the unreachable", proposed: String(theirRule) },
  ]);
  expect(needs[0]?.candidates).toEqual([{ id: String(theirConnection), name: "Another account" }]);
  const choices = {
    connections: { [String(connectionId)]: theirConnection ?? null },
    rules: { [String(fallback.ruleId)]: null },
  };
  const { flow } = await importFlow(there.ctx, { file, choices });
  const { draft } = await getFlow(there.ctx, { id: Number(flow.id) });
  expect(draft.steps.find(({ id }) => id === "s1")).toMatchObject({ connectionId: theirConnection });
  expect(draft.steps.find(({ id }) => id === "f1")).toMatchObject({ ruleId: null });
});

test("another workspace's id is no choice", async () => {
  const [connectionId = 0] = here.ids.connections;
  const file: unknown = JSON.parse(await fileOf(here, await made(here, sendingFlow(connectionId))));
  const choices = { connections: { [String(connectionId)]: connectionId } };
  const refused = await refusal(importFlow(there.ctx, { file, choices }));
  expect(refused.code).toBe("invalid_input");
  expect(refused.problems).toMatchObject([{ path: `choices.connections.${connectionId}` }]);
});

test("a bare definition is taken, under a name of its own", async () => {
  const { flow } = await importFlow(here.ctx, { file: flowTemplate("local_time_stamps"), name: "Stamps" });
  expect(flow).toMatchObject({ name: "Stamps", publishedVersion: null });
  expect((await getFlow(here.ctx, { id: Number(flow.id) })).draft).toEqual(flowTemplate("local_time_stamps"));
});

test("a bad file says which step, and what is wrong with it", async () => {
  const [first, ...rest] = flowTemplate("report_only").steps;
  const file = { ...flowTemplate("report_only"), steps: [first, { ...rest[0], colour: "red" }] };
  const refused = await refusal(importFlow(here.ctx, { file }));
  expect(refused.code).toBe("invalid_input");
  expect(refused.message).toContain("Step “b1”");
  expect(refused.problems[0]).toMatchObject({ code: "file_step", params: { step: "b1" } });
  for (const strange of ["text", null, 7, [], { format: "drawing" }])
    expect((await refusal(importFlow(here.ctx, { file: strange }))).problems).toMatchObject([
      { path: "file", code: "no_flow_file" },
    ]);
});

test("a file's name survives letters that headers can't hold", async () => {
  const id = await made(here, flowTemplate("empty"), "秋季/“Offers”");
  const { headers } = await exportFlow(here.ctx, { id });
  const disposition = headers.get("content-disposition") ?? "";
  expect(disposition).toMatch(/filename="[\x20-\x7e]+\.flow\.json"/);
  expect(decodeURIComponent(disposition.split("filename*=UTF-8''")[1] ?? "")).toBe("秋季-“Offers”.flow.json");
});
