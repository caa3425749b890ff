"use client";

import { cloneElement, lazy, Suspense, use } from "react";
import { CloseDialog } from "./close-dialog";
import type { DialogLook } from "./dialog-window";
import { both, type Trigger, usePopup } from "./use-popup";

export type DialogProps = DialogLook & {
  /** The element that opens it, for an uncontrolled dialog. */
  readonly trigger?: Trigger;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
};

const load = () => import("./dialog-window");
const DialogWindow = lazy(async () => ({ default: (await load()).DialogWindow }));

/** Modal; focus stays inside and returns to where it came from. On a phone it is a sheet from below. */
export function Dialog({ trigger, open, onOpenChange, ...look }: DialogProps) {
  const { face, wanted, surface } = usePopup({ kind: "dialog", trigger, open, onOpenChange, load });
  return (
    <>
      {face}
      {wanted && (
        <Suspense>
          <DialogWindow {...look} surface={surface} />
        </Suspense>
      )}
    </>
  );
}

/** Closes the dialog around it: `<DialogClose><Button>Cancel</Button></DialogClose>`. */
export function DialogClose({ children }: { readonly children: Trigger }) {
  const close = use(CloseDialog);
  return cloneElement(children, { onClick: both(children.props.onClick, close) });
}
