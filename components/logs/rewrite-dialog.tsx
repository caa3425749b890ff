"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { toast } from "sonner";
import { useTranslations } from "use-intl";
import { useForm } from "@/components/auth/use-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { sendJson } from "@/lib/client/get-json";
import { logsQuery } from "@/lib/client/logs";
import type { LogView } from "@/lib/logs/contract";

type Props = {
  readonly log: LogView;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
};

/** Chooses the days that are written again. */
export function RewriteDialog({ log, open, onOpenChange }: Props) {
  const t = useTranslations("logs.rewrite");
  return (
    <Dialog
      title={t("title", { name: log.name })}
      description={t("text")}
      open={open}
      onOpenChange={onOpenChange}
    >
      <RewriteForm log={log} onDone={() => onOpenChange(false)} />
    </Dialog>
  );
}

/** Days on the reader's own clock; the last one is included. */
const startOf = (day: string): Date => new Date(`${day}T00:00:00`);
const endOf = (day: string): Date => {
  const end = startOf(day);
  end.setDate(end.getDate() + 1);
  return end;
};

function RewriteForm({ log, onDone }: { readonly log: LogView; readonly onDone: () => void }) {
  const t = useTranslations("logs.rewrite");
  const client = useQueryClient();
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const { pending, submit, errorsOf, failure } = useForm(async () => {
    const body = { from: startOf(from).toISOString(), until: endOf(until).toISOString() };
    await sendJson("POST", `/api/logs/${log.id}/rewrite`, { body });
    toast.success(t("done"));
    await client.invalidateQueries(logsQuery());
    onDone();
  });
  const isWhole = from !== "" && until !== "" && from <= until;
  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      {failure && (
        <Notice tone="danger" announce>
          {failure}
        </Notice>
      )}
      {[
        { name: "from", value: from, set: setFrom },
        { name: "until", value: until, set: setUntil },
      ].map(({ name, value, set }) => (
        <Field key={name} label={t(name as "from" | "until")} error={errorsOf(name)}>
          <Input type="date" name={name} value={value} onValueChange={set} required />
        </Field>
      ))}
      <Button type="submit" variant="primary" loading={pending} disabled={!isWhole} className="self-end">
        {t("button")}
      </Button>
    </form>
  );
}
