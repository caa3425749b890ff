"use client";

import { Popover as Base } from "@base-ui/react/popover";
import { type ReactNode, useRef } from "react";
import { cn } from "./cn";
import { popupStyle } from "./popup-style";
import { onTrigger, type Surface } from "./use-popup";

export type PopoverLook = {
  readonly title?: ReactNode;
  readonly side?: "top" | "bottom" | "left" | "right";
  readonly align?: "start" | "center" | "end";
  readonly className?: string;
};

type Props = PopoverLook & { readonly surface: Surface; readonly children: ReactNode };

/** What `Popover` opens. */
export function PopoverWindow({
  title,
  children,
  side = "bottom",
  align = "start",
  className,
  surface,
}: Props) {
  const popup = useRef<HTMLDivElement>(null);
  const { open, onOpenChange, openedBy, anchor } = surface;
  return (
    <Base.Root open={open} onOpenChange={(next, details) => onTrigger(details, anchor) || onOpenChange(next)}>
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-50"
        >
          <Base.Popup
            ref={popup}
            initialFocus={openedBy === "touch" ? popup : undefined}
            finalFocus={anchor}
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
