"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { sendJson } from "@/lib/client/get-json";
import { useErrorText } from "@/lib/client/use-error-text";
import type { AttemptView } from "@/lib/fallback/attempts/contract";

/** What a person can do about an attempt: settle what nobody knows, take back what has not left. */
export function AttemptActions({
  attempt: { id, state },
}: {
  readonly attempt: Pick<AttemptView, "id" | "state">;
}) {
  const t = useTranslations("fallbacks");
  const act = useAct();
  if (state === "planned")
    return (
      <ConfirmDialog
        trigger={<Button size="sm">{t("cancel.action")}</Button>}
        title={t("cancel.title")}
        description={t("cancel.text")}
        confirmLabel={t("cancel.confirm")}
        danger
        onConfirm={() => act(`/api/attempts/${id}/cancel`, {}, t("cancel.done"))}
      />
    );
  if (state !== "unknown") return null;
  const settle = (as: "sent" | "not_sent") => act(`/api/attempts/${id}/settle`, { as }, t("settle.done"));
  return (
    <span className="flex flex-wrap gap-2">
      <ConfirmDialog
        trigger={<Button size="sm">{t("settle.sent")}</Button>}
        title={t("settle.sentTitle")}
        description={t("settle.sentText")}
        confirmLabel={t("settle.sent")}
        onConfirm={() => settle("sent")}
      />
      <ConfirmDialog
        trigger={<Button size="sm">{t("settle.notSent")}</Button>}
        title={t("settle.notSentTitle")}
        description={t("settle.notSentText")}
        confirmLabel={t("settle.notSent")}
        onConfirm={() => settle("not_sent")}
      />
    </span>
  );
}

function useAct() {
  const errorText = useErrorText();
  const client = useQueryClient();
  const router = useRouter();
  return async (url: string, body: object, done: string): Promise<void> => {
    try {
      await sendJson("POST", url, { body });
      toast.success(done);
    } catch (error) {
      // Somebody or a status was faster: the list below shows what is true now.
      toast.error(errorText(error));
    }
    await client.invalidateQueries({ queryKey: ["attempts"] });
    router.refresh();
  };
}
