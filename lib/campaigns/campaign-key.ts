import { randomBytes } from "node:crypto";

/** Part of webhook addresses: 192 random bits can't be guessed. */
export const newCampaignKey = (): string => randomBytes(24).toString("base64url");
