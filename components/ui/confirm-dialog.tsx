"use client";

import { lazy, Suspense } from "react";
import type { Question } from "./confirm-window";
import { type Trigger, usePopup } from "./use-popup";

type Props = Question & {
  readonly trigger?: Trigger;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
};

const load = () => import("./confirm-window");
const ConfirmWindow = lazy(async () => ({ default: (await load()).ConfirmWindow }));

/** Asks before something that can't be undone. A press outside does not close it. */
export function ConfirmDialog({ trigger, open, onOpenChange, ...question }: Props) {
  const { face, wanted, surface } = usePopup({ kind: "dialog", trigger, open, onOpenChange, load });
  return (
    <>
      {face}
      {wanted && (
        <Suspense>
          <ConfirmWindow {...question} surface={surface} />
        </Suspense>
      )}
    </>
  );
}
