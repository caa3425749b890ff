import { sendJson } from "./get-json";

/** @throws RequestError, whose `problemsOf("name")` says what is wrong with the name */
export const createCampaign = (name: string) =>
  sendJson<{ id: string }>("POST", "/api/campaigns", { body: { name }, has: ["id"] });

/** Renames, archives or brings back. @throws RequestError */
export const updateCampaign = (campaignId: number, change: { name?: string; archived?: boolean }) =>
  sendJson<{ id: string }>("PATCH", `/api/campaigns/${campaignId}`, { body: change, has: ["id"] });
