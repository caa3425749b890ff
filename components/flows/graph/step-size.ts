import { type NodeHandle, Position } from "@xyflow/react";
import { exitsOf, type StepSettings } from "@/lib/domain/flow/definition";

/**
 * Sizes in pixels of the canvas. They are fixed by a step's settings, so that cards and edges stand in their
 * places before anything was measured, and the layout is the same in every browser.
 */
export const CARD_WIDTH = 248;
export const HEAD_HEIGHT = 58;
export const EXIT_HEIGHT = 26;
/** Height of the slot for numbers, where a card has one. */
export const NUMBERS_HEIGHT = 44;
const EXITS_PADDING = 6;
const HANDLE = 12;

/** One exit needs no words: its line leaves beside the heading. */
export const hasExitRows = (step: StepSettings): boolean => exitsOf(step).length > 1;

const above = (withNumbers: boolean): number => HEAD_HEIGHT + (withNumbers ? NUMBERS_HEIGHT : 0);

export function cardHeight(step: StepSettings, withNumbers = false): number {
  const rows = hasExitRows(step) ? exitsOf(step).length * EXIT_HEIGHT + EXITS_PADDING * 2 : 0;
  return above(withNumbers) + rows;
}

/** Where the line of an exit begins, from the card's top. */
export function exitY(step: StepSettings, index: number, withNumbers = false): number {
  if (!hasExitRows(step)) return HEAD_HEIGHT / 2;
  return above(withNumbers) + EXITS_PADDING + EXIT_HEIGHT * (index + 0.5);
}

/** The places of all lines' ends, for the canvas. */
export function handlesOf(step: StepSettings, withNumbers = false): NodeHandle[] {
  const size = { width: HANDLE, height: HANDLE };
  const sources = exitsOf(step).map((exit, i): NodeHandle => {
    const y = exitY(step, i, withNumbers) - HANDLE / 2;
    return { id: exit, type: "source", position: Position.Right, x: CARD_WIDTH - HANDLE / 2, y, ...size };
  });
  if (step.type === "trigger") return sources;
  const y = HEAD_HEIGHT / 2 - HANDLE / 2;
  return [...sources, { id: null, type: "target", position: Position.Left, x: -HANDLE / 2, y, ...size }];
}
