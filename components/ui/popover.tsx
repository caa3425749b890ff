"use client";

import { lazy, type ReactNode, Suspense } from "react";
import type { PopoverLook } from "./popover-window";
import { type Trigger, usePopup } from "./use-popup";

type Props = PopoverLook & {
  readonly trigger: Trigger;
  readonly children: ReactNode;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
};

const load = () => import("./popover-window");
const PopoverWindow = lazy(async () => ({ default: (await load()).PopoverWindow }));

/** A small non-modal surface tied to its trigger, for filters and details that need room or links. */
export function Popover({ trigger, open, onOpenChange, children, ...look }: Props) {
  const { face, wanted, surface } = usePopup({ kind: "dialog", trigger, open, onOpenChange, load });
  return (
    <>
      {face}
      {wanted && (
        <Suspense>
          <PopoverWindow {...look} surface={surface}>
            {children}
          </PopoverWindow>
        </Suspense>
      )}
    </>
  );
}
