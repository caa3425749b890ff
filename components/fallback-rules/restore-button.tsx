"use client";

import { ArchiveRestore } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useChange } from "@/components/settings/use-change";
import { Button } from "@/components/ui/button";
import { sendJson } from "@/lib/client/get-json";

type Props = { readonly id: string; readonly name: string; readonly className?: string };

/** Nothing is sent by it, so it asks no question. */
export function RestoreButton({ id, name, className }: Props) {
  const t = useTranslations("fallbackRules.restore");
  const change = useChange();
  const [busy, setBusy] = useState(false);
  const restore = async (): Promise<void> => {
    setBusy(true);
    await change(async () => {
      await sendJson("POST", `/api/fallback-rules/${id}/restore`, { body: {} });
      return t("done", { name });
    });
    setBusy(false);
  };
  return (
    <Button
      icon={<ArchiveRestore aria-hidden />}
      size="sm"
      loading={busy}
      onClick={restore}
      className={className}
      aria-label={t("named", { name })}
    >
      {t("button")}
    </Button>
  );
}
