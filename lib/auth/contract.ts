import { z } from "zod";
import { LOCALES } from "@/lib/auth/context";
import { PASSWORD_MESSAGES, passwordProblem } from "@/lib/auth/password";

/** Lower case and NFKC, as stored; the same person must not become two accounts. */
export const emailInput = z
  .string()
  .max(254)
  .transform((text) => text.trim().normalize("NFKC").toLowerCase())
  .pipe(z.email({ error: "Enter a complete e-mail address, like ana@example.com." }));

export const nameInput = z.string().trim().min(1, "Enter a name.").max(100, "Use at most 100 characters.");

export const timeZoneInput = z.string().refine(isTimeZone, {
  error: "This is not a time zone of the IANA list, like Europe/Rome.",
  params: { code: "unknown_time_zone" },
});

export const localeInput = z.enum(LOCALES);

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

/** Any zone that this runtime's ICU knows, in the list's own spelling. */
function isTimeZone(name: string): boolean {
  try {
    return (
      new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "" &&
      !/^[+-]/.test(name)
    );
  } catch {
    return false;
  }
}
