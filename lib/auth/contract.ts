import { z } from "zod";
import { PASSWORD_MESSAGES, passwordProblem } from "@/lib/auth/password";
import { emailInput, localeInput, nameInput, timeZoneInput } from "@/lib/contracts/person";

/** A person's new account, with what makes a password weak for exactly this person. */
export const accountFields = {
  name: nameInput,
  email: emailInput,
  password: z.string(),
  locale: localeInput.default("en"),
};

/** For `superRefine` on objects with `accountFields`. */
export function checkPassword(
  { password, name, email }: { password: string; name?: string; email?: string },
  ctx: z.RefinementCtx,
): void {
  const problem = passwordProblem(password, [name ?? "", email ?? ""]);
  if (!problem) return;
  ctx.addIssue({
    code: "custom",
    path: ["password"],
    message: PASSWORD_MESSAGES[problem],
    params: { code: problem },
  });
}

export const setupInput = z
  .strictObject({
    token: z.string().min(1),
    ...accountFields,
    workspaceName: nameInput,
    timeZone: timeZoneInput.default("UTC"),
  })
  .superRefine(checkPassword);

export const bootstrapInput = z
  .strictObject({
    email: emailInput,
    password: z.string(),
    workspaceName: nameInput,
    locale: localeInput.default("en"),
    timeZone: timeZoneInput.default("UTC"),
  })
  .superRefine(checkPassword);

/** What is left out stays. */
export const profileInput = z.strictObject({ name: nameInput, locale: localeInput }).partial();

export const changePasswordInput = z.strictObject({
  currentPassword: z.string().max(1000),
  password: z.string(),
});

export type SetupInput = z.output<typeof setupInput>;
