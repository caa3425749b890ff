"use client";

import { Tooltip as Base } from "@base-ui/react/tooltip";
import { type PointerEvent, type ReactElement, type ReactNode, useId, useState } from "react";

type Side = "top" | "bottom" | "left" | "right";
type Props = {
  readonly content: ReactNode;
  /** One focusable element; for plain text use `InlineTip`. */
  readonly children: ReactElement<Record<string, unknown>>;
  readonly side?: Side;
};

/** A short explanation on hover, on keyboard focus and, unlike most tooltips, on touch. Escape closes it. */
export function Tooltip({ content, children, side = "top" }: Props) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const onPointerUp = (event: PointerEvent): void => {
    if (event.pointerType === "touch") setOpen(true);
  };
  return (
    <Base.Root open={open} onOpenChange={setOpen}>
      <Base.Trigger
        delay={350}
        onPointerUp={onPointerUp}
        aria-describedby={open ? id : undefined}
        render={children}
      />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} collisionPadding={8} className="z-50">
          <Base.Popup
            id={id}
            role="tooltip"
            className="popup-motion max-w-72 rounded-md bg-ink px-2 py-1 text-canvas text-xs leading-relaxed shadow-popup"
          >
            {content}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** Text with a dotted underline that explains itself; reachable by Tab. */
export function InlineTip({
  content,
  children,
  side,
}: {
  content: ReactNode;
  children: ReactNode;
  side?: Side;
}) {
  return (
    <Tooltip content={content} side={side}>
      <button
        type="button"
        className="cursor-help rounded-sm underline decoration-line-strong decoration-dotted underline-offset-4"
      >
        {children}
      </button>
    </Tooltip>
  );
}
