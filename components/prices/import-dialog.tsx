"use client";

import { FileUp, Upload } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { LineProblems } from "@/components/prices/line-problems";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { sendJson } from "@/lib/client/get-json";
import { type FieldError, RequestError } from "@/lib/client/request-error";
import { useErrorText } from "@/lib/client/use-error-text";
import { IMPORT_MODES, MAX_PRICE_FILE } from "@/lib/prices/choices";
import type { importedPrices } from "@/lib/prices/contract";

type Refused = { readonly csv: string; readonly problems: readonly FieldError[] };
const EMPTY = { csv: "", mode: "add" as (typeof IMPORT_MODES)[number] };

/** A file or pasted text; what is wrong with it stays in the open dialog, line by line. */
export function ImportDialog({ currency }: { readonly currency: string }) {
  const t = useTranslations("prices");
  const tu = useTranslations("ui");
  const errorText = useErrorText();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [form, setForm] = useState(EMPTY);
  const [error, setError] = useState<string | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const show = (next: boolean): void => {
    setOpen(next);
    setForm(EMPTY);
    setError(null);
    setRefused(null);
  };
  const submit = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    setRefused(null);
    try {
      const { imported } = await sendJson<typeof importedPrices>("POST", "/api/prices", {
        body: form,
        has: ["imported"],
      });
      toast.success(t("imported", { count: imported }));
      show(false);
      router.refresh();
    } catch (failure) {
      const problems =
        failure instanceof RequestError ? failure.problems.filter(({ path }) => path.startsWith("csv.")) : [];
      if (problems.length > 0) setRefused({ csv: form.csv, problems });
      else setError(errorText(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      size="lg"
      open={open}
      onOpenChange={show}
      trigger={
        <Button variant="primary" icon={<Upload aria-hidden />}>
          {t("import")}
        </Button>
      }
      title={t("form.title")}
      description={t("form.text", { currency })}
      footer={
        <>
          <DialogClose>
            <Button>{tu("cancel")}</Button>
          </DialogClose>
          <Button variant="primary" loading={busy} disabled={form.csv.trim() === ""} onClick={submit}>
            {t("form.submit")}
          </Button>
        </>
      }
    >
      {refused && <LineProblems {...refused} currency={currency} />}
      <Field label={t("form.csv")} hint={t("form.csvHint")} error={error}>
        <Textarea
          rows={7}
          value={form.csv}
          placeholder={"channel,country,provider,unit_price,currency,valid_from"}
          onChange={(event) => setForm({ ...form, csv: event.currentTarget.value })}
          className="max-h-60 font-mono text-xs"
        />
      </Field>
      <FileButton
        onText={(csv) => setForm({ ...form, csv })}
        onTooLarge={() => setError(t("form.tooLarge"))}
      />
      <Field label={t("form.mode")} nativeLabel={false}>
        <RadioGroup
          value={form.mode}
          onValueChange={(mode) => setForm({ ...form, mode })}
          options={[...IMPORT_MODES].reverse().map((mode) => ({
            value: mode,
            label: t(`mode.${mode}`),
            hint: t(`modeHint.${mode}`),
          }))}
        />
      </Field>
    </Dialog>
  );
}

type FileProps = { readonly onText: (text: string) => void; readonly onTooLarge: () => void };

function FileButton({ onText, onTooLarge }: FileProps) {
  const t = useTranslations("prices");
  const file = useRef<HTMLInputElement>(null);
  const read = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return;
    if (chosen.size > MAX_PRICE_FILE) onTooLarge();
    else onText(await chosen.text());
  };
  return (
    <div>
      <input
        ref={file}
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        hidden
        onChange={(event) => {
          const { files } = event.currentTarget;
          void read(files?.[0]);
          event.currentTarget.value = ""; // the same file, mended, can be chosen again
        }}
      />
      <Button size="sm" icon={<FileUp aria-hidden />} onClick={() => file.current?.click()}>
        {t("form.file")}
      </Button>
    </div>
  );
}
