"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { sendJson } from "@/lib/client/get-json";
import { useErrorText } from "@/lib/client/use-error-text";

export function ArchiveButton({ id, name }: { readonly id: string; readonly name: string }) {
  const t = useTranslations("fallbackRules.archive");
  const router = useRouter();
  const errorText = useErrorText();
  const archive = async (): Promise<boolean> => {
    try {
      await sendJson("DELETE", `/api/fallback-rules/${id}`);
      toast.success(t("done", { name }));
      router.push("/settings/fallbacks");
      return true;
    } catch (error) {
      toast.error(errorText(error));
      return false;
    }
  };
  return (
    <ConfirmDialog
      title={t("title", { name })}
      description={t("text")}
      confirmLabel={t("button")}
      danger
      onConfirm={archive}
      trigger={<Button>{t("button")}</Button>}
    />
  );
}
