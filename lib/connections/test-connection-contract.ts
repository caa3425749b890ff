import { z } from "zod";
import { pathId } from "@/lib/contracts/ids";
import { TEST_PROBLEMS } from "@/lib/providers/sender";

export const testConnectionInput = z.strictObject({ id: pathId });

export const connectionTest = z.discriminatedUnion("ok", [
  z.strictObject({
    ok: z.literal(true),
    detail: z.string().nullable().describe("What the provider calls the account, where it tells."),
  }),
  z.strictObject({
    ok: z.literal(false),
    code: z.enum([...TEST_PROBLEMS, "secrets_unreadable"]).describe("Stable name of what is wrong."),
    status: z.int().optional().describe("The status of the provider's answer, with `answered`."),
    cause: z.string().describe("What is wrong and what to do, in English."),
  }),
]);
export type ConnectionTest = z.output<typeof connectionTest>;
