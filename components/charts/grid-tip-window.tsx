"use client";

import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactNode } from "react";

/** What `GridTip` shows. */
export function GridTipWindow({
  anchor,
  children,
}: {
  readonly anchor: Element | null;
  readonly children: ReactNode;
}) {
  return (
    <Base.Root open={anchor !== null}>
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          side="top"
          sideOffset={6}
          collisionPadding={8}
          className="pointer-events-none z-50"
        >
          <Base.Popup
            aria-hidden
            className="max-w-80 rounded-lg bg-ink px-3 py-2 text-canvas text-xs leading-relaxed shadow-popup"
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
