import { z } from "zod";
import { ROLES } from "@/lib/auth/context";
import { accountFields, checkPassword } from "@/lib/auth/contract";
import { emailInput, localeInput, nameInput, timeZoneInput } from "@/lib/contracts/person";

const id = z.coerce.number().int().positive().max(2_147_483_647);

export const retentionInput = z
  .number()
  .int()
  .min(1, "Keep at least one day.")
  .max(3650, "At most 3650 days.")
  .nullable();

export const createWorkspaceInput = z.strictObject({
  name: nameInput,
  locale: localeInput,
  timeZone: timeZoneInput,
});

export const updateWorkspaceInput = z.strictObject({
  name: nameInput.optional(),
  locale: localeInput.optional(),
  timeZone: timeZoneInput.optional(),
  retentionDays: retentionInput.optional(),
});

export const inviteInput = z.strictObject({
  role: z.enum(ROLES),
  /** When set, only this address can use the link. */
  email: z
    .union([z.literal("").transform(() => null), emailInput])
    .nullable()
    .default(null),
});

export const inviteIdInput = z.strictObject({ id });

export const memberInput = z.strictObject({ userId: id });

export const changeRoleInput = z.strictObject({ userId: id, role: z.enum(ROLES) });

export const inviteTokenInput = z.strictObject({ token: z.string().min(1).max(200) });

export const joinInput = z
  .strictObject({ token: z.string().min(1).max(200), ...accountFields })
  .superRefine(checkPassword);
