import { z } from "zod";
import { instant, text } from "@/lib/contracts/text";

/** As it stands in a step: `{{secret.name}}`. */
export const secretName = z
  .string()
  .trim()
  .refine((given) => /^[a-z][a-z0-9_]{0,39}$/.test(given), {
    message: "Use small letters, digits and “_”, at most 40, beginning with a letter.",
    params: { code: "secret_name" },
  });

export const listSecretsInput = z.strictObject({});
export const saveSecretInput = z.strictObject({
  name: secretName,
  value: text(4000).min(1, "Enter the secret.").describe("Never shown again."),
  isNew: z
    .boolean()
    .optional()
    .describe("True refuses a name that is kept already, in whose place another value would come."),
});
export const removeSecretInput = z.strictObject({ name: z.string().max(40) });

export const secretView = z.strictObject({
  name: z.string(),
  updatedAt: instant,
  updatedBy: z.string(),
  usedIn: z.array(z.string()).describe("Flows whose draft or published version names it."),
});
export const secretList = z.strictObject({ items: z.array(secretView) });

export type SecretView = z.output<typeof secretView>;
