"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useForm } from "@/components/auth/use-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";
import { sendJson } from "@/lib/client/get-json";
import { logsQuery } from "@/lib/client/logs";
import type { LogView } from "@/lib/logs/contract";
import { addDays, startOfDay } from "@/lib/reports/period";

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

/** Days by the log's own clock, as its rows show them; the last one is included. */
const periodOf = (from: string, until: string, timeZone: string) => ({
  from: new Date(startOfDay(from, timeZone)).toISOString(),
  until: new Date(startOfDay(addDays(until, 1), timeZone)).toISOString(),
});

function RewriteForm({ log, onDone }: { readonly log: LogView; readonly onDone: () => void }) {
  const t = useTranslations("logs.rewrite");
  const client = useQueryClient();
  const [from, setFrom] = useState("");
  const [until, setUntil] = useState("");
  const { pending, submit, errorsOf, failure } = useForm(async () => {
    await sendJson("POST", `/api/logs/${log.id}/rewrite`, { body: periodOf(from, until, log.timeZone) });
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
        <Field
          key={name}
          label={t(name as "from" | "until")}
          hint={name === "until" ? t("days", { timeZone: log.timeZone }) : undefined}
          error={errorsOf(name)}
        >
          <Input type="date" name={name} value={value} onValueChange={set} required />
        </Field>
      ))}
      <Button type="submit" variant="primary" loading={pending} disabled={!isWhole} className="self-end">
        {t("button")}
      </Button>
    </form>
  );
}
