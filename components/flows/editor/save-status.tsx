"use client";

import { CircleCheck, CloudOff, CloudUpload, OctagonAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { useErrorText } from "@/lib/client/use-error-text";
import type { SaveState } from "./draft-saver";

const ICONS = {
  saved: CircleCheck,
  waiting: CloudUpload,
  saving: CloudUpload,
  failed: CloudOff,
  conflict: OctagonAlert,
  refused: OctagonAlert,
} as const;

/** Whether what is on the screen is stored. */
export function SaveStatus({
  saving,
  onRetry,
}: {
  readonly saving: SaveState;
  readonly onRetry: () => void;
}) {
  const t = useTranslations("flowEditor.saving");
  const errorText = useErrorText();
  const Icon = ICONS[saving.is];
  const isBad = saving.is === "failed" || saving.is === "refused" || saving.is === "conflict";
  // One word for both, so that typing is not read out as a flicker.
  const word = saving.is === "waiting" ? "saving" : saving.is;
  return (
    <div className="flex items-center gap-1.5 text-xs">
      <span
        role="status"
        title={"error" in saving ? errorText(saving.error) : undefined}
        className={
          isBad ? "flex items-center gap-1.5 text-danger-text" : "flex items-center gap-1.5 text-ink-muted"
        }
      >
        <Icon aria-hidden className="size-3.5" />
        <span className="max-sm:sr-only">{t(word)}</span>
      </span>
      {(saving.is === "failed" || saving.is === "refused") && (
        <Button size="sm" variant="ghost" onClick={onRetry}>
          {t("retry")}
        </Button>
      )}
    </div>
  );
}
