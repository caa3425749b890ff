"use client";

import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactNode } from "react";
import { onTrigger } from "./use-popup";

export type Side = "top" | "bottom" | "left" | "right";
type Props = {
  readonly id: string;
  readonly content: ReactNode;
  readonly side: Side;
  readonly anchor: HTMLElement;
  readonly open: boolean;
  readonly close: () => void;
  /** The pointer is on the text: it stays while somebody reads. */
  readonly onEnter: () => void;
  readonly onLeave: () => void;
};

/** What `Tooltip` opens. */
export function TooltipWindow({ id, content, side, anchor, open, close, onEnter, onLeave }: Props) {
  return (
    <Base.Root
      open={open}
      onOpenChange={(next, details) => next || onTrigger(details, { current: anchor }) || close()}
    >
      <Base.Portal>
        <Base.Positioner anchor={anchor} side={side} sideOffset={6} collisionPadding={8} className="z-50">
          <Base.Popup
            id={id}
            role="tooltip"
            onPointerEnter={onEnter}
            onPointerLeave={onLeave}
            className="popup-motion max-w-72 rounded-md bg-ink px-2 py-1 text-canvas text-xs leading-relaxed shadow-popup"
          >
            {content}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
