"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { LanguageField } from "@/components/auth/language-field";
import { TextField } from "@/components/auth/text-field";
import { TimeZoneField } from "@/components/auth/time-zone-field";
import { useForm } from "@/components/auth/use-form";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";
import type { Locale } from "@/lib/auth/context";
import { sendJson } from "@/lib/client/get-json";

type Settings = {
  readonly name: string;
  readonly locale: Locale;
  readonly timeZone: string;
  readonly retentionDays: number | null;
};

export function WorkspaceForm({ settings }: { readonly settings: Settings }) {
  const t = useTranslations("settings");
  const router = useRouter();
  const [name, setName] = useState(settings.name);
  const [locale, setLocale] = useState(settings.locale);
  const [timeZone, setTimeZone] = useState(settings.timeZone);
  const [days, setDays] = useState(settings.retentionDays === null ? "" : String(settings.retentionDays));
  const { pending, submit, errorsOf, failure } = useForm(async () => {
    const retentionDays = days.trim() === "" ? null : Number(days);
    await sendJson("PATCH", "/api/settings/workspace", { body: { name, locale, timeZone, retentionDays } });
    toast.success(t("saved"));
    router.refresh();
  });
  return (
    <Card title={t("general.workspace")} description={t("general.workspaceText")}>
      <form method="post" onSubmit={submit} noValidate className="flex max-w-lg flex-col gap-4">
        {failure && (
          <Notice tone="danger" announce>
            {failure}
          </Notice>
        )}
        <TextField
          name="name"
          label={t("general.name")}
          value={name}
          onChange={setName}
          errors={errorsOf("name")}
          autoComplete="organization"
        />
        <LanguageField
          label={t("general.language")}
          hint={t("general.languageHint")}
          value={locale}
          onChange={setLocale}
        />
        <TimeZoneField
          label={t("general.timeZone")}
          hint={t("general.timeZoneHint")}
          value={timeZone}
          onChange={setTimeZone}
          errors={errorsOf("timeZone")}
        />
        <Field
          name="retentionDays"
          label={`${t("general.retention")} (${t("general.retentionDays")})`}
          hint={t("general.retentionHint")}
          error={errorsOf("retentionDays")}
          optional
        >
          <Input
            name="retentionDays"
            type="number"
            inputMode="numeric"
            min={1}
            max={3650}
            value={days}
            onValueChange={setDays}
            className="w-32"
          />
        </Field>
        <Button type="submit" variant="primary" loading={pending} className="self-start">
          {t("save")}
        </Button>
      </form>
    </Card>
  );
}
