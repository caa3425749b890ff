"use client";

import { Popover as Base } from "@base-ui/react/popover";
import type { ReactElement, ReactNode } from "react";
import { cn } from "./cn";
import { popupStyle } from "./popup-style";

type Props = {
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly title?: ReactNode;
  readonly children: ReactNode;
  readonly side?: "top" | "bottom" | "left" | "right";
  readonly align?: "start" | "center" | "end";
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
  readonly className?: string;
};

/** A small non-modal surface tied to its trigger, for filters and details that need room or links. */
export function Popover({
  trigger,
  title,
  children,
  side = "bottom",
  align = "start",
  className,
  ...root
}: Props) {
  return (
    <Base.Root {...root}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner side={side} align={align} sideOffset={6} collisionPadding={8} className="z-50">
          <Base.Popup
            className={cn(
              popupStyle,
              "max-h-(--available-height) w-80 max-w-(--available-width) overflow-y-auto p-4 text-sm",
              className,
            )}
          >
            {title && <Base.Title className="mb-2 font-semibold text-sm">{title}</Base.Title>}
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
