"use client";

import { RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { ConnectionView, ProviderField, ProviderInfo } from "@/components/connections/types";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { CopyField } from "@/components/ui/copy";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { SecretInput } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import { sendJson } from "@/lib/client/get-json";
import { useErrorText } from "@/lib/client/use-error-text";

type Props = { readonly connection: ConnectionView; readonly provider: ProviderInfo };

/** Secrets of a connection: set or not, and rotations during which two values are accepted. */
export function SecretRotation({ connection, provider }: Props) {
  const t = useTranslations("connections");
  const locale = useLocale();
  const secrets = provider.settings.filter(({ secret }) => secret);
  if (secrets.length === 0) return null;
  return (
    <Card title={t("rotation.title")} description={t("rotation.text")} flush>
      <ul className="flex flex-col">
        {secrets.map((field) => {
          const state = connection.secrets[field.key];
          return (
            <li
              key={field.key}
              className="flex flex-wrap items-center justify-between gap-3 border-line border-t px-4 py-3 sm:px-5"
            >
              <span className="flex min-w-0 flex-col">
                <span className="flex flex-wrap items-center gap-2 font-medium">
                  {field.label[locale]}
                  {state?.rotating && <Badge tone="warn">{t("rotation.rotating")}</Badge>}
                </span>
                <span className="text-ink-muted text-xs">
                  {!state?.set
                    ? t("rotation.notSet")
                    : state.last4
                      ? t("form.setEnding", { last4: state.last4 })
                      : t("form.set")}
                </span>
              </span>
              {state?.rotating ? (
                <EndRotation connectionId={connection.id} field={field} />
              ) : (
                state?.set && <StartRotation connectionId={connection.id} field={field} />
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

type FieldProps = { readonly connectionId: string; readonly field: ProviderField };

function EndRotation({ connectionId, field }: FieldProps) {
  const t = useTranslations("connections.rotation");
  const locale = useLocale();
  const errorText = useErrorText();
  const router = useRouter();
  const end = async (): Promise<boolean> => {
    try {
      await sendJson("PATCH", `/api/connections/${connectionId}`, { body: { endRotation: [field.key] } });
      toast.success(t("ended"));
      router.refresh();
      return true;
    } catch (error) {
      toast.error(errorText(error));
      return false;
    }
  };
  return (
    <ConfirmDialog
      trigger={<Button>{t("end")}</Button>}
      title={t("endTitle", { field: field.label[locale] })}
      description={t("endText")}
      confirmLabel={t("end")}
      onConfirm={end}
    />
  );
}

function StartRotation({ connectionId, field }: FieldProps) {
  const t = useTranslations("connections.rotation");
  const tu = useTranslations("ui");
  const locale = useLocale();
  const errorText = useErrorText();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [value, setValue] = useState("");
  const [made, setMade] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const label = field.label[locale];
  const show = (next: boolean): void => {
    // What came before belongs to the former opening; the list behind is refreshed when this closes.
    setOpen(next);
    setValue("");
    setError(null);
    if (!next && made !== null) router.refresh();
    setMade(null);
  };
  const start = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      const body = { rotate: [field.key], ...(value.trim() ? { settings: { [field.key]: value } } : {}) };
      const answer = await sendJson<{ generated: Record<string, string> }>(
        "PATCH",
        `/api/connections/${connectionId}`,
        { body, has: ["generated"] },
      );
      toast.success(t("started"));
      const generated = answer.generated[field.key];
      if (generated === undefined) {
        setOpen(false);
        router.refresh();
      } else setMade(generated);
    } catch (failure) {
      setError(errorText(failure));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      open={open}
      onOpenChange={show}
      trigger={<Button icon={<RotateCw aria-hidden />}>{t("start")}</Button>}
      title={t("startTitle", { field: label })}
      description={`${t("startText")} ${field.generated ? t("generatedText") : ""}`}
      footer={
        made === null ? (
          <>
            <DialogClose>
              <Button>{tu("cancel")}</Button>
            </DialogClose>
            <Button
              variant="primary"
              loading={busy}
              disabled={!field.generated && value.trim() === ""}
              onClick={start}
            >
              {t("confirm")}
            </Button>
          </>
        ) : (
          <DialogClose>
            <Button variant="primary">{tu("close")}</Button>
          </DialogClose>
        )
      }
    >
      {made === null ? (
        <Field label={t("newValue")} hint={field.help[locale]} optional={field.generated} error={error}>
          <SecretInput value={value} onValueChange={setValue} autoComplete="off" />
        </Field>
      ) : (
        <div className="flex flex-col gap-1.5">
          <p className="font-medium text-sm">{t("newIs")}</p>
          <CopyField text={made} name={label} />
        </div>
      )}
    </Dialog>
  );
}
