import { beforeAll, expect, test } from "vitest";
import type { Context } from "@/lib/auth/context";
import { testInstance, testMember, testWorkspace } from "@/lib/auth/test-instance";
import { pool } from "@/lib/db/client";
import { flowDefinition } from "@/lib/flows/definition-schema";
import { createFlow } from "@/lib/flows/manage-flows";
import { flowTemplate } from "@/lib/flows/templates";
import { testRun } from "@/lib/flows/test-run";
import { testRunInput } from "@/lib/flows/test-run-contract";
import { sendingFlow } from "@/lib/flows/testing/sending-flow";
import { checkInput } from "@/lib/http/problem";

testInstance();

let ctx: Context;
let id: number;
beforeAll(async () => {
  ctx = (await testMember(await testWorkspace(), "operator")).ctx;
  id = Number((await createFlow(ctx, { name: "Autumn", template: "empty" })).id);
});

const definition = flowDefinition.parse(sendingFlow(1));
const wayOf = ({ visits }: Awaited<ReturnType<typeof testRun>>) =>
  visits.map(({ stepId, exit }) => `${stepId}${exit === null ? "" : `>${exit}`}`).join(" ");

test("a rejected sample walks to the SMS, and on by the exit that is assumed", async () => {
  const sample = { status: "rejected", code: "131026", variables: { name: "Ana" } } as const;
  const sent = await testRun(ctx, { id, definition, sample });
  expect(wayOf(sent)).toBe("t1>next b1>rejected c1>yes s1>reached e1");
  const missed = await testRun(ctx, { id, definition, sample, assume: { s1: "missed", v1: "missed" } });
  expect(wayOf(missed)).toBe("t1>next b1>rejected c1>yes s1>missed v1>missed e1");
  expect(missed.visits.find(({ stepId }) => stepId === "s1")).toMatchObject({
    assumed: true,
    note: "+12025550100 → +12025550123: Hello Ana",
    variables: { reason_class: "unreachable", name: "Ana" },
  });
  expect(missed.visits.filter(({ assumed }) => assumed)).toHaveLength(2);
});

test("who said stop is not written to", async () => {
  const sample = { status: "rejected", code: "131050" } as const;
  const { visits } = await testRun(ctx, { id, definition, sample });
  expect(visits.map(({ stepId }) => stepId)).not.toContain("s1");
});

test("a number that no message has is the field's fault, letters and too many digits too", async () => {
  const path = "sample.messageId";
  await expect(testRun(ctx, { id, definition, sample: { messageId: "987654321" } })).rejects.toMatchObject({
    code: "not_found",
    problems: [{ path, code: "no_such_message" }],
  });
  for (const messageId of ["wamid.abc", "9".repeat(19)])
    expect(() => checkInput(testRunInput, { id: "1", definition, sample: { messageId } })).toThrow(
      expect.objectContaining({ problems: expect.arrayContaining([expect.objectContaining({ path })]) }),
    );
});

test("a log step tells the row in words, as it would be written", async () => {
  const sample = {
    status: "rejected",
    code: "131026",
    occurredAt: new Date("2026-11-22T13:05:09Z"),
  } as const;
  const report = flowDefinition.parse(flowTemplate("report_only"));
  const { visits } = await testRun(ctx, { id, definition: report, sample });
  const note = visits.find(({ stepId }) => stepId === "l4")?.note;
  expect(note).toMatch(/^Time: 2026-11-22 .*\nMessage_From: \nMessage_To: \+12025550123\nStatus: Rejected\n/);
});

test("a loop over a wait ends in a rehearsal, too", async () => {
  const at = { title: null, position: { x: 0, y: 0 } };
  const loop = flowDefinition.parse({
    ...flowTemplate("empty"),
    steps: [
      { ...at, id: "t1", type: "trigger", exits: { next: "w1" } },
      { ...at, id: "w1", type: "wait", until: "duration", minutes: 5, exits: { next: "w1" } },
    ],
  });
  const { visits } = await testRun(ctx, { id, definition: loop, sample: { status: "sent" } });
  expect(visits.length).toBeGreaterThan(2);
  expect(visits.length).toBeLessThan(100);
});

test("nothing is sent and nothing is kept", async () => {
  await testRun(ctx, { id, definition, sample: { status: "rejected" } });
  for (const table of ["fallback_attempt", "flow_run", "flow_path", "log_row"]) {
    const { rows } = await pool().query(`SELECT 1 FROM ${table}`);
    expect(rows, table).toEqual([]);
  }
});
