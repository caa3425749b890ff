import { z } from "zod";
import { sendJson } from "./get-json";

const made = z.looseObject({ id: z.string() });

/** @throws RequestError, whose `problemsOf("name")` says what is wrong with the name */
export const createCampaign = (name: string) =>
  sendJson("POST", "/api/campaigns", { body: { name }, schema: made });

/** Renames, archives or brings back. @throws RequestError */
export const updateCampaign = (campaignId: number, change: { name?: string; archived?: boolean }) =>
  sendJson("PATCH", `/api/campaigns/${campaignId}`, { body: change, schema: made });
