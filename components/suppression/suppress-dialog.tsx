"use client";

import { useRouter } from "next/navigation";
import { type ReactElement, useState } from "react";
import { useTranslations } from "use-intl";
import { ExpiryField } from "@/components/suppression/expiry-field";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { sendJson } from "@/lib/client/get-json";
import { useErrorText } from "@/lib/client/use-error-text";
import type { suppressionOutcome } from "@/lib/suppression/definition";

type Props = {
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly what:
    | { readonly messageIds: readonly string[] }
    | { readonly filter: Readonly<Record<string, string>>; readonly reason: string };
  readonly onDone?: () => void;
};

/** Puts ticked rejections, or everyone of a reason, on the suppression list. */
export function SuppressDialog({ trigger, what, onDone }: Props) {
  const t = useTranslations("suppression");
  const tu = useTranslations("ui");
  const errorText = useErrorText();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [days, setDays] = useState<number | null>(90);
  const [note, setNote] = useState("");
  const submit = async (): Promise<void> => {
    setBusy(true);
    try {
      const chosen = "messageIds" in what ? { messageIds: what.messageIds } : { filter: what.filter };
      const body = { ...chosen, expiresInDays: days, ...(note.trim() ? { note } : {}) };
      const { added, changed, kept } = await sendJson<typeof suppressionOutcome>(
        "POST",
        "/api/suppression/from-rejected",
        {
          body,
          has: ["added", "unread"],
        },
      );
      toast.success(t("added", { added, changed, kept }));
      setOpen(false);
      onDone?.();
      router.refresh();
    } catch (error) {
      toast.error(errorText(error));
    } finally {
      setBusy(false);
    }
  };
  const text =
    "messageIds" in what
      ? t("suppress.selected", { count: what.messageIds.length })
      : t("suppress.byReason", { reason: what.reason });
  return (
    <Dialog
      trigger={trigger}
      open={open}
      onOpenChange={setOpen}
      title={t("suppress.title")}
      description={`${text} ${t("suppress.keep")}`}
      footer={
        <>
          <DialogClose>
            <Button>{tu("cancel")}</Button>
          </DialogClose>
          <Button variant="primary" loading={busy} onClick={submit}>
            {t("suppress.submit")}
          </Button>
        </>
      }
    >
      <ExpiryField days={days} onChange={setDays} />
      <Field label={t("form.note")} optional>
        <Input value={note} onValueChange={setNote} maxLength={500} />
      </Field>
    </Dialog>
  );
}
