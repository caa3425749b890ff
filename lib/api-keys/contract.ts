import { z } from "zod";
import { nameInput } from "@/lib/contracts/person";

/** `write` includes `read`. */
export const SCOPES = ["read", "write"] as const;
export type Scope = (typeof SCOPES)[number];

export const createApiKeyInput = z.strictObject({
  name: nameInput,
  scope: z.enum(SCOPES),
  /** Days from now; null never expires. */
  expiresInDays: z.number().int().min(1).max(3650).nullable().default(null),
});

export const apiKeyIdInput = z.strictObject({ id: z.coerce.number().int().positive().max(2_147_483_647) });
