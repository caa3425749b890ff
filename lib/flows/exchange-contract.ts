import { z } from "zod";
import { id, idInput, pathId } from "@/lib/contracts/ids";
import { name } from "@/lib/contracts/text";
import { REFERENCE_KINDS } from "@/lib/domain/flow/references";
import { flowView } from "@/lib/flows/contract";
import { flowDefinition } from "@/lib/flows/definition-schema";

const byId = <Schema extends z.ZodType>(schema: Schema) => z.record(z.string().max(20), schema);
const named = z.strictObject({ name: z.string().max(400) });

/** A flow as a file: the graph, and by what names its ids go in the workspace that it comes from. */
export const flowFile = z.strictObject({
  format: z.literal("reachback.flow-file"),
  formatVersion: z.literal(1),
  name: name(100),
  definition: flowDefinition,
  references: z.strictObject({
    connections: byId(named.extend({ provider: z.string().max(100) })),
    rules: byId(named),
    logs: byId(named),
    endpoints: byId(named),
    campaigns: byId(named),
    secrets: z.array(z.string().max(100)).describe("Names only; what they hold never leaves its workspace."),
  }),
});

export const exportFlowInput = z.strictObject({
  id: pathId,
  version: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, "Use the number of a version.")
    .transform(Number)
    .optional()
    .describe("Left out: the draft."),
});

const choice = z.record(z.string().max(20), idInput.nullable()).optional();

export const importFlowInput = z.strictObject({
  file: z
    .unknown()
    .describe("The content of an exported file, or a bare definition of the format “reachback.flow”."),
  name: name(100)
    .optional()
    .describe("Another name than the file's. Where a flow has it already, a number is added: “Autumn (2)”."),
  choices: z
    .strictObject({
      connections: choice,
      rules: choice,
      logs: choice,
      endpoints: choice,
      campaigns: choice,
    })
    .optional()
    .describe("For each id of the file one of this workspace, or null to choose it later in the builder."),
});

export const importedFlow = z.strictObject({ flow: flowView });

/** `needs` of an answer 422: what the file names and this workspace has not under the same id and name. */
const importNeed = z.strictObject({
  kind: z.enum(REFERENCE_KINDS),
  id: z.string(),
  name: z.string(),
  provider: z.string().optional(),
  proposed: id.nullable().describe("The one of the same name."),
  candidates: z.array(z.strictObject({ id, name: z.string() })),
});

export type FlowFile = z.output<typeof flowFile>;
export type ImportNeed = z.output<typeof importNeed>;
export type ImportFlowInput = z.output<typeof importFlowInput>;
