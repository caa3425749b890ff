"use client";

import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { memo } from "react";
import { exitsOf } from "@/lib/domain/flow/definition";
import { StepCard, type StepCardProps } from "./step-card";
import { exitY, HEAD_HEIGHT } from "./step-size";
import { useStepWords } from "./step-words";

export type StepNodeData = Omit<StepCardProps, "words" | "selected"> & {
  /** Whether Tab stops here: one step of a graph does, and arrow keys lead to the others. */
  readonly tabStop?: boolean;
  /** False for a graph that is only looked at. */
  readonly connectable?: boolean;
  readonly label: string;
};
export type StepNodeType = Node<StepNodeData, "step">;

/** A step on the canvas: the card, which is a button, and an end for each line. */
export const StepNode = memo(function StepNode({ data, selected }: NodeProps<StepNodeType>) {
  const words = useStepWords();
  const { tabStop = false, connectable = false, label, ...card } = data;
  const { step } = card;
  const withNumbers = card.numbers !== undefined;
  return (
    <>
      <button
        type="button"
        data-step={step.id}
        tabIndex={tabStop ? 0 : -1}
        aria-label={label}
        aria-pressed={selected}
        className="block size-full cursor-[inherit] rounded-xl"
      >
        <StepCard {...card} words={words} selected={selected} />
      </button>
      {step.type !== "trigger" && (
        <Handle
          type="target"
          position={Position.Left}
          isConnectable={connectable}
          style={{ top: HEAD_HEIGHT / 2 }}
        />
      )}
      {exitsOf(step).map((exit, i) => (
        <Handle
          key={exit}
          id={exit}
          type="source"
          position={Position.Right}
          isConnectable={connectable}
          title={connectable ? words.exit(step, exit) : undefined}
          data-free={step.exits[exit] === undefined}
          style={{ top: exitY(step, i, withNumbers) }}
        />
      ))}
    </>
  );
});
