"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { LanguageField } from "@/components/auth/language-field";
import { TextField } from "@/components/auth/text-field";
import { useForm } from "@/components/auth/use-form";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";
import type { Locale } from "@/lib/auth/context";
import { rememberPreference } from "@/lib/client/browser-cookie";
import { sendJson } from "@/lib/client/get-json";

type Props = { readonly name: string; readonly email: string; readonly locale: Locale };

export function ProfileForm(person: Props) {
  const t = useTranslations("settings");
  const router = useRouter();
  const [name, setName] = useState(person.name);
  const [locale, setLocale] = useState(person.locale);
  const { pending, submit, errorsOf, failure } = useForm(async () => {
    await sendJson("PATCH", "/api/account", { body: { name, locale } });
    rememberPreference("locale", locale);
    toast.success(t("saved"));
    router.refresh();
  });
  return (
    <Card title={t("account.profile")} description={person.email}>
      <form method="post" onSubmit={submit} noValidate className="flex max-w-lg flex-col gap-4">
        {failure && (
          <Notice tone="danger" announce>
            {failure}
          </Notice>
        )}
        <TextField
          name="name"
          label={t("account.name")}
          value={name}
          onChange={setName}
          errors={errorsOf("name")}
          autoComplete="name"
        />
        <LanguageField label={t("account.language")} value={locale} onChange={setLocale} />
        <Button type="submit" variant="primary" loading={pending} className="self-start">
          {t("save")}
        </Button>
      </form>
    </Card>
  );
}
