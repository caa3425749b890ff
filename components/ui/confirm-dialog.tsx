"use client";

import { AlertDialog as Base } from "@base-ui/react/alert-dialog";
import { type ReactElement, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "./button";
import { scrimStyle } from "./dialog";

type Props = {
  readonly title: ReactNode;
  /** What will happen, and whether it can be undone. */
  readonly description: ReactNode;
  /** Names the deed, e.g. "Delete connection"; never "OK". */
  readonly confirmLabel: ReactNode;
  readonly danger?: boolean;
  /** Waited for; the dialog closes when it resolves and stays open when it throws or resolves to false. */
  readonly onConfirm: () => unknown;
  readonly children?: ReactNode;
  readonly trigger?: ReactElement<Record<string, unknown>>;
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
};

/** Asks before something that can't be undone. A press outside does not close it. */
export function ConfirmDialog(props: Props) {
  const t = useTranslations("ui");
  const [ownOpen, setOwnOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const open = props.open ?? ownOpen;
  const setOpen = (next: boolean): void => {
    setOwnOpen(next);
    props.onOpenChange?.(next);
  };
  const confirm = async (): Promise<void> => {
    setBusy(true);
    try {
      if ((await props.onConfirm()) !== false) setOpen(false);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Base.Root open={open} onOpenChange={(next) => !busy && setOpen(next)}>
      {props.trigger && <Base.Trigger render={props.trigger} />}
      <Base.Portal>
        <Base.Backdrop className={scrimStyle} />
        <Base.Popup className="fixed inset-x-4 top-1/2 z-40 mx-auto flex max-h-[90dvh] max-w-md -translate-y-1/2 flex-col gap-2 overflow-y-auto rounded-xl border border-line bg-raised p-5 text-ink shadow-popup outline-none transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0">
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
