import type { FlowDefinition, FlowStep, StepSettings } from "../definition";
import type { FlowFacts } from "../facts";

export const step = (
  id: string,
  settings: StepSettings,
  exits: Readonly<Record<string, string>> = {},
): FlowStep => ({ ...settings, id, title: null, position: { x: 0, y: 0 }, exits });

export const flow = (...steps: FlowStep[]): FlowDefinition => ({
  format: "reachback.flow",
  formatVersion: 1,
  limits: null,
  steps,
});

export const FACTS: FlowFacts = {
  status: "rejected",
  word: "failed",
  reasonClass: "unreachable",
  reasonCode: "131026",
  reasonText: null,
  country: "US",
  template: "autumn",
  campaignId: 7,
  campaignName: undefined,
  channel: "whatsapp",
  messageId: "wamid.1",
  recipient: "+12025550101",
  sender: "+12025550100",
  occurredAt: Date.UTC(2026, 2, 1, 17, 5, 9),
  now: Date.UTC(2026, 2, 1, 17, 5, 10),
  timeZone: "America/New_York",
  foundZone: null,
  variables: undefined,
};
