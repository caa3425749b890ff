"use client";

import { FileUp, Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { ExpiryField } from "@/components/suppression/expiry-field";
import { useReasonLabel } from "@/components/suppression/suppression-filters";
import { UnreadLines } from "@/components/suppression/unread-lines";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { sendJson } from "@/lib/client/get-json";
import { useErrorText } from "@/lib/client/use-error-text";
import { MAX_LIST_BYTES, SUPPRESSION_REASONS, type SuppressionReason } from "@/lib/suppression/choices";
import type { SuppressionOutcome, suppressionOutcome } from "@/lib/suppression/definition";

const EMPTY = {
  list: "",
  plusMissing: false,
  reason: "manual" as SuppressionReason,
  note: "",
  expiresInDays: null as number | null,
};

/** Numbers by hand, pasted, or from a file. What can't be read stays named in the open dialog. */
export function AddDialog() {
  const t = useTranslations("suppression");
  const tu = useTranslations("ui");
  const label = useReasonLabel();
  const errorText = useErrorText();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [form, setForm] = useState(EMPTY);
  const [error, setError] = useState<string | null>(null);
  const [unread, setUnread] = useState<SuppressionOutcome | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const change = (part: Partial<typeof EMPTY>): void => setForm({ ...form, ...part });

  const readFile = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return;
    if (chosen.size > MAX_LIST_BYTES) return setError(t("form.fileTooLarge"));
    setError(null);
    change({ list: await chosen.text() });
  };
  const show = (next: boolean): void => {
    setOpen(next);
    setForm(EMPTY);
    setError(null);
    setUnread(null);
  };
  const submit = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      const outcome = await sendJson<typeof suppressionOutcome>("POST", "/api/suppression", {
        body: form,
        has: ["added", "unread"],
      });
      const { added, changed, kept } = outcome;
      if (added + changed > 0) {
        toast.success(t("added", { added, changed, kept }));
        router.refresh();
      }
      if (outcome.unreadCount === 0) show(false);
      else setUnread(outcome);
    } catch (failure) {
      setError(errorText(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      size="md"
      open={open}
      onOpenChange={show}
      trigger={
        <Button variant="primary" icon={<Plus aria-hidden />}>
          {t("add")}
        </Button>
      }
      title={t("form.title")}
      description={t("form.text")}
      footer={
        <>
          <DialogClose>
            <Button>{tu("cancel")}</Button>
          </DialogClose>
          <Button variant="primary" loading={busy} disabled={form.list.trim() === ""} onClick={submit}>
            {t("form.submit")}
          </Button>
        </>
      }
    >
      {unread && <UnreadLines outcome={unread} />}
      <Field label={t("form.list")} hint={t("form.listHint")} error={error}>
        <Textarea
          rows={6}
          value={form.list}
          placeholder={t("form.placeholder")}
          onChange={(event) => change({ list: event.currentTarget.value })}
          className="max-h-60 font-mono text-xs"
        />
      </Field>
      <div>
        <input
          ref={file}
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          hidden
          onChange={(event) => void readFile(event.currentTarget.files?.[0])}
        />
        <Button size="sm" icon={<FileUp aria-hidden />} onClick={() => file.current?.click()}>
          {t("form.file")}
        </Button>
      </div>
      <Checkbox
        label={t("form.plusMissing")}
        hint={t("form.plusMissingHint")}
        checked={form.plusMissing}
        onCheckedChange={(plusMissing) => change({ plusMissing })}
      />
      <Field label={t("form.reason")} nativeLabel={false}>
        <Select
          value={form.reason}
          onValueChange={(reason) => change({ reason })}
          options={[...SUPPRESSION_REASONS]
            .reverse()
            .map((reason) => ({ value: reason, label: label(reason) }))}
        />
      </Field>
      <ExpiryField days={form.expiresInDays} onChange={(expiresInDays) => change({ expiresInDays })} />
      <Field label={t("form.note")} optional>
        <Input value={form.note} onValueChange={(note) => change({ note })} maxLength={500} />
      </Field>
    </Dialog>
  );
}
