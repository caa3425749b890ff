import type { FlowDefinition, FlowStep } from "./definition";

const LEFT = 80;
const COLUMN = 340;
const ROW = 140;

const at = (column: number, row: number) => ({ x: LEFT + column * COLUMN, y: LEFT + row * ROW });

const log = (id: string, row: number, exits: Readonly<Record<string, string>> = {}): FlowStep => ({
  id,
  type: "log",
  title: null,
  logId: null,
  columns: null,
  position: at(2, row),
  exits,
});

/** "Report and fall back": each of the four statuses is logged, and Rejected falls back by the campaign's rule. */
export const DEFAULT_FLOW: FlowDefinition = {
  format: "reachback.flow",
  formatVersion: 1,
  limits: null,
  steps: [
    { id: "t1", type: "trigger", title: null, position: at(0, 1), exits: { next: "b1" } },
    {
      id: "b1",
      type: "branch",
      title: null,
      position: at(1, 1),
      exits: { sent: "l1", delivered: "l2", read: "l3", rejected: "l4" },
    },
    log("l1", 0),
    log("l2", 1),
    log("l3", 2),
    log("l4", 3, { next: "f1" }),
    { id: "f1", type: "fallback", title: null, ruleId: null, position: at(3, 3), exits: {} },
  ],
};
