"use client";

import { OctagonX, Play } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";
import { sendJson } from "@/lib/client/get-json";
import { useErrorText } from "@/lib/client/use-error-text";
import type { Halted, haltView } from "@/lib/fallback/modes/contract";

type Props = {
  readonly halted: Halted;
  readonly mayChange: boolean;
  /** Shows the new state wherever it is shown. */
  readonly onChange: (halted: Halted) => void;
  /** Without the sentence that explains the button. */
  readonly compact?: boolean;
};

/** Stops at one press: whoever needs it has no time for questions. Resuming spends money, so it asks. */
export function KillSwitch({ halted, mayChange, onChange, compact }: Props) {
  const t = useTranslations("fallbackRules.halt");
  const errorText = useErrorText();
  const set = async (method: "POST" | "DELETE", done: string): Promise<boolean> => {
    try {
      const body = method === "POST" ? {} : undefined;
      onChange(
        (await sendJson<typeof haltView>(method, "/api/fallbacks/halt", { body, has: ["halted"] })).halted,
      );
      toast.success(done);
      return true;
    } catch (error) {
      toast.error(errorText(error));
      return false;
    }
  };
  const stop = mayChange && (
    <Button
      variant="danger"
      size={compact ? "sm" : "md"}
      icon={<OctagonX aria-hidden />}
      onClick={() => set("POST", t("stopped"))}
    >
      {t("stop")}
    </Button>
  );
  if (!halted) {
    if (compact) return stop;
    return <Notice action={stop}>{t("running")}</Notice>;
  }
  const resume = mayChange && (
    <ConfirmDialog
      title={t("resumeTitle")}
      description={t("resumeText")}
      confirmLabel={t("resume")}
      onConfirm={() => set("DELETE", t("resumed"))}
      trigger={<Button icon={<Play aria-hidden />}>{t("resume")}</Button>}
    />
  );
  return (
    <Notice tone="danger" title={t("title")} action={resume}>
      {t("by", { who: halted.by, when: new Date(halted.at) })}
    </Notice>
  );
}
