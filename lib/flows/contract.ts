import { z } from "zod";
import { id, idInput, pathId } from "@/lib/contracts/ids";
import { instant, name, text } from "@/lib/contracts/text";
import { flowDefinition } from "@/lib/flows/definition-schema";
import { FLOW_TEMPLATES, flowTemplate } from "@/lib/flows/templates";

/** With an example, because what is valid depends on how the steps lead to each other. */
export const definitionInput = flowDefinition
  .describe("The graph of steps. A step's `exits` name the step that each exit leads to.")
  .meta({ examples: [flowTemplate("report_only")] });

export const flowIdInput = z.strictObject({ id: pathId });
export const listFlowsInput = z.strictObject({
  archived: z.enum(["false", "true", "all"]).default("false").describe("Which flows."),
});

export const createFlowInput = z.strictObject({
  name: name(100).describe("No other flow's, archived ones left out; capitals make no difference."),
  template: z.enum(FLOW_TEMPLATES).default("empty").describe("What the draft begins with."),
});

export const updateFlowInput = z.strictObject({
  id: pathId,
  name: name(100).optional(),
  isDefault: z.literal(true).optional().describe("Campaigns that were given no flow run it from now on."),
  archived: z.boolean().optional(),
});

const revision = z.int().positive().describe("`draftRevision` of the draft that the change began from.");

export const saveDraftInput = z.strictObject({ id: pathId, definition: definitionInput, revision });
export const publishFlowInput = z.strictObject({
  id: pathId,
  revision,
  note: text(500).trim().optional().describe("What this version changes, for the list of versions."),
});

const version = z
  .string()
  .transform((value) => (/^[1-9]\d{0,8}$/.test(value) ? Number(value) : 0))
  .describe("Number of a version.");
export const versionInput = z.strictObject({ id: pathId, version });
export const versionChangesInput = z.strictObject({
  id: pathId,
  version,
  since: version.optional().describe("The version to compare with; left out: the one before."),
});
export const restoreVersionInput = z.strictObject({ id: pathId, version, revision: revision.optional() });

export const flowProblem = z.strictObject({
  stepId: z.string().nullable().describe("Null where it concerns the flow as a whole."),
  severity: z.enum(["error", "warning"]).describe("Errors stand in the way of publishing."),
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});

export const flowView = z.strictObject({
  id,
  name: z.string(),
  isDefault: z.boolean(),
  archived: z.boolean(),
  publishedVersion: z.int().nullable(),
  hasUnpublishedChanges: z.boolean(),
  campaigns: z.int().describe("Campaigns that run it, archived ones left out."),
  runsToday: z.int().describe("Runs that began since midnight in the workspace's time zone."),
  draftAt: instant,
  draftBy: z.string(),
});

export const flowList = z.strictObject({ items: z.array(flowView) });

const named = { id, name: z.string() };

const flowReferences = z.strictObject({
  connections: z.array(
    z.strictObject({
      ...named,
      provider: z.string(),
      sms: z.boolean(),
      calls: z.boolean(),
      can: z
        .strictObject({
          validity: z.boolean().describe("An SMS can be given up after a time."),
          calls: z.strictObject({ pressToConfirm: z.boolean(), detectsMachines: z.boolean() }).nullable(),
        })
        .describe("What it can do beside the text."),
    }),
  ),
  rules: z.array(z.strictObject(named)),
  logs: z.array(z.strictObject({ ...named, kind: z.string() })),
  endpoints: z.array(z.strictObject(named)),
  secrets: z.array(z.string()),
  campaigns: z.array(z.strictObject(named)),
  templates: z.array(z.string()),
});

export const flowDetail = z.strictObject({
  ...named,
  isDefault: z.boolean(),
  archived: z.boolean(),
  draft: flowDefinition,
  draftRevision: z.int(),
  draftBy: z.string(),
  draftAt: instant,
  publishedVersion: z.int().nullable(),
  publishedAt: instant.nullable(),
  publishedBy: z.string().nullable(),
  problems: z.array(flowProblem).describe("Of the draft."),
  campaigns: z
    .array(
      z.strictObject({
        ...named,
        webhookUrls: z.array(z.strictObject({ connection: z.string(), url: z.url() })),
      }),
    )
    .describe("Campaigns that run it, with the addresses at which their statuses arrive."),
  references: flowReferences.describe("What steps can name in this workspace."),
});

export const savedDraft = z.strictObject({ revision: z.int(), problems: z.array(flowProblem) });
export const publishedFlow = z.strictObject({ version: z.int() });

const stepName = z.strictObject({ id: z.string(), type: z.string(), title: z.string().nullable() });

export const flowChanges = z.strictObject({
  since: z.int().nullable().describe("The version compared with; null: nothing was published before."),
  added: z.array(stepName),
  removed: z.array(stepName),
  changed: z.array(stepName.extend({ fields: z.array(z.string()) })),
  rerouted: z.array(
    stepName.extend({ exit: z.string(), from: z.string().nullable(), to: z.string().nullable() }),
  ),
  limits: z.array(z.string()).describe("Fields of the limits that differ."),
  moved: z.int().describe("Steps that only stand elsewhere."),
});

export const flowVersion = z.strictObject({
  version: z.int(),
  publishedAt: instant,
  publishedBy: z.string(),
  note: z.string().nullable(),
  steps: z.int(),
});
export const flowVersions = z.strictObject({ items: z.array(flowVersion).describe("Newest first.") });
export const flowVersionDetail = flowVersion.extend({ definition: flowDefinition });

export const setCampaignFlowInput = z.strictObject({
  id: pathId,
  flowId: idInput.nullable().describe("Null: the workspace's default flow."),
});

export type CreateFlowInput = z.output<typeof createFlowInput>;
export type UpdateFlowInput = z.output<typeof updateFlowInput>;
export type SaveDraftInput = z.output<typeof saveDraftInput>;
export type PublishFlowInput = z.output<typeof publishFlowInput>;
export type FlowView = z.output<typeof flowView>;
export type FlowDetail = z.output<typeof flowDetail>;
export type FlowReferences = z.output<typeof flowReferences>;
export type FlowChanges = z.output<typeof flowChanges>;
export type FlowVersionView = z.output<typeof flowVersion>;
export type FlowVersionDetail = z.output<typeof flowVersionDetail>;
