import { z } from "zod";
import { id, isBigId, pathId } from "@/lib/contracts/ids";
import { instantInput, text } from "@/lib/contracts/text";
import { definitionInput } from "@/lib/flows/contract";
import { messageStatus } from "@/lib/messages/contract";

const sampleStatus = z.strictObject({
  status: messageStatus,
  code: text(80).optional().describe("Of a rejection, in Meta's numbering."),
  country: text(2)
    .regex(/^[A-Z]{2}$/, "Use a country's two letters, like IT.")
    .optional()
    .describe("Left out: the recipient's."),
  template: text(600).optional(),
  recipient: text(200).optional().describe("A number in E.164, or a BSUID."),
  variables: z.record(text(100).min(1), text(4000)).optional(),
  occurredAt: instantInput.optional().describe("Left out: now."),
});

const pastMessage = z.strictObject({
  messageId: id
    .refine(isBigId, "This is not an id; ids are digits.")
    .describe("A message of the workspace, as it stands now."),
});

export const testRunInput = z.strictObject({
  id: pathId,
  definition: definitionInput,
  sample: z.union([sampleStatus, pastMessage]),
  assume: z
    .record(text(40), text(40))
    .optional()
    .describe("By step: the exit to take where only a real run would know it. Left out: the first one."),
});

const visit = z.strictObject({
  stepId: z.string(),
  exit: z.string().nullable().describe("Null where the run ends."),
  outcome: z.enum(["succeeded", "failed", "cancelled"]).nullable(),
  assumed: z.boolean().describe("Only a real run would know how this step is left; `assume` chooses."),
  variables: z.record(z.string(), z.string()).describe("As the step finds them."),
  note: z.string().nullable().describe("What the step would wait for, send, request or write."),
});

export const testRunView = z.strictObject({ visits: z.array(visit) });

export type TestRunInput = z.output<typeof testRunInput>;
export type TestVisit = z.output<typeof visit>;
