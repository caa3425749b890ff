"use client";

import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button";
import { scrimStyle } from "./popup-style";
import type { Surface } from "./use-popup";

export type Question = {
  readonly title: ReactNode;
  /** What will happen, and whether it can be undone. */
  readonly description: ReactNode;
  /** Names the deed, e.g. "Delete connection"; never "OK". */
  readonly confirmLabel: ReactNode;
  readonly danger?: boolean;
  /** Waited for; the dialog closes when it resolves and stays open when it throws or resolves to false. */
  readonly onConfirm: () => unknown;
  readonly children?: ReactNode;
};

/** What `ConfirmDialog` opens. */
export function ConfirmWindow({ surface, ...props }: Question & { readonly surface: Surface }) {
  const t = useTranslations("ui");
  const [busy, setBusy] = useState(false);
  const { open, onOpenChange, anchor } = surface;
  const confirm = async (): Promise<void> => {
    setBusy(true);
    try {
      if ((await props.onConfirm()) !== false) onOpenChange(false);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Base.Root open={open} onOpenChange={(next) => !busy && onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className={scrimStyle} />
        <Base.Popup
          finalFocus={anchor.current ? anchor : undefined}
          className="fixed inset-x-4 top-1/2 z-40 mx-auto flex max-h-[90dvh] max-w-md -translate-y-1/2 flex-col gap-2 overflow-y-auto rounded-xl border border-line bg-raised p-5 text-ink shadow-popup outline-none transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0"
        >
          <Base.Title className="font-semibold text-base">{props.title}</Base.Title>
          <Base.Description className="text-ink-muted text-sm leading-relaxed">
            {props.description}
          </Base.Description>
          {props.children}
          <div className="mt-3 flex flex-wrap justify-end gap-2">
            <Base.Close disabled={busy} render={<Button>{t("cancel")}</Button>} />
            <Button variant={props.danger ? "danger" : "primary"} loading={busy} onClick={confirm}>
              {props.confirmLabel}
            </Button>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
