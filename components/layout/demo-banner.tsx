"use client";

import { FlaskConical } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { sendJson } from "@/lib/client/get-json";
import { useErrorText } from "@/lib/client/use-error-text";

/** Says on every page that nothing here is real, and lets an admin end it. */
export function DemoBanner({ canRemove }: { readonly canRemove: boolean }) {
  const t = useTranslations("shell.demo");
  const errorText = useErrorText();
  const remove = async (): Promise<boolean> => {
    try {
      await sendJson("POST", "/api/demo/remove");
    } catch (error) {
      toast.error(t("failed"), { description: errorText(error) });
      return false;
    }
    // A full load: the workspace that everything on this page belongs to is gone.
    window.location.assign("/");
    return true;
  };
  return (
    <aside className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-line border-b bg-warn-soft px-4 py-2 text-warn-text text-xs sm:px-6 lg:px-8">
      <FlaskConical aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 flex-1 basis-56">{t("notice")}</p>
      {canRemove && (
        <ConfirmDialog
          title={t("confirmTitle")}
          description={t("confirmText")}
          confirmLabel={t("remove")}
          danger
          onConfirm={remove}
          trigger={<Button size="sm">{t("remove")}</Button>}
        />
      )}
    </aside>
  );
}
