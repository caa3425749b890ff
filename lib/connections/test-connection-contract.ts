import { z } from "zod";
import { pathId } from "@/lib/contracts/ids";

export const testConnectionInput = z.strictObject({ id: pathId });

export const connectionTest = z.discriminatedUnion("ok", [
  z.strictObject({
    ok: z.literal(true),
    detail: z.string().nullable().describe("What the provider calls the account, where it tells."),
  }),
  z.strictObject({
    ok: z.literal(false),
    cause: z.string().describe("What is wrong and what to do, in English."),
  }),
]);
export type ConnectionTest = z.output<typeof connectionTest>;
