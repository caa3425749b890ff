"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { sendJson } from "@/lib/client/get-json";
import { useErrorText } from "@/lib/client/use-error-text";

export function RemoveConnection({ id, name }: { readonly id: string; readonly name: string }) {
  const t = useTranslations("connections.remove");
  const errorText = useErrorText();
  const router = useRouter();
  const remove = async (): Promise<boolean> => {
    try {
      await sendJson("DELETE", `/api/connections/${id}`);
      toast.success(t("done"));
      router.push("/connections");
      router.refresh();
      return true;
    } catch (error) {
      toast.error(errorText(error));
      return false;
    }
  };
  return (
    <Card title={t("section")} description={t("sectionText")}>
      <ConfirmDialog
        danger
        trigger={<Button icon={<Trash2 aria-hidden />}>{t("action")}</Button>}
        title={t("title", { name })}
        description={t("text")}
        confirmLabel={t("confirm")}
        onConfirm={remove}
      />
    </Card>
  );
}
