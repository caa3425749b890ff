"use client";

import { lazy, type ReactElement, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { Dialog } from "@/components/ui/dialog";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { Choice } from "./send-steps";

const SendSteps = lazy(async () => ({ default: (await import("./send-steps")).SendSteps }));

type Props = {
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly what: Choice;
  readonly onDone?: () => void;
};

/** Preview, confirmation, progress and undo of fallbacks that a person sends. */
export function SendDialog({ trigger, what, onDone }: Props) {
  const t = useTranslations("fallbacks.send");
  const [open, setOpen] = useState(false);
  const [batchId, setBatchId] = useState<string | null>(null);
  const change = (next: boolean): void => {
    setOpen(next);
    if (next || batchId === null) return;
    setBatchId(null);
    onDone?.();
  };
  return (
    <Dialog
      trigger={trigger}
      open={open}
      onOpenChange={change}
      size="md"
      title={t("title")}
      description={batchId === null ? t("description") : undefined}
    >
      {open && (
        <Suspense fallback={<SkeletonRows rows={4} label={t("loading")} />}>
          <SendSteps what={what} batchId={batchId} onSent={setBatchId} />
        </Suspense>
      )}
    </Dialog>
  );
}
