"use client";

import { useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { AccountFields } from "@/components/auth/account-fields";
import { LanguageField } from "@/components/auth/language-field";
import { startSession } from "@/components/auth/start-session";
import { TextField } from "@/components/auth/text-field";
import { TimeZoneField } from "@/components/auth/time-zone-field";
import { useForm } from "@/components/auth/use-form";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { Locale } from "@/lib/auth/context";
import { sendJson } from "@/lib/client/get-json";

export function SetupForm({ token }: { readonly token: string }) {
  const t = useTranslations("auth");
  const [account, setAccount] = useState({ name: "", email: "", password: "" });
  const [workspaceName, setWorkspaceName] = useState("");
  const [locale, setLocale] = useState<Locale>(useLocale());
  const [timeZone, setTimeZone] = useState("UTC");
  // Only the browser knows its zone; the server rendered UTC.
  useEffect(() => setTimeZone(Intl.DateTimeFormat().resolvedOptions().timeZone), []);
  const { pending, submit, errorsOf, failure } = useForm(async () => {
    await sendJson("POST", "/api/setup", { body: { token, ...account, workspaceName, locale, timeZone } });
    if (await startSession(account.email, account.password, "/")) window.location.assign("/sign-in");
  });
  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-8">
      {failure && (
        <Notice tone="danger" announce>
          {failure}
        </Notice>
      )}
      <fieldset className="flex flex-col gap-4">
        <legend className="mb-3 font-semibold text-sm">{t("setup.account")}</legend>
        <AccountFields account={account} onChange={setAccount} errorsOf={errorsOf} />
      </fieldset>
      <fieldset className="flex flex-col gap-4">
        <legend className="mb-3 font-semibold text-sm">{t("setup.workspace")}</legend>
        <TextField
          name="workspaceName"
          label={t("fields.workspaceName")}
          hint={t("fields.workspaceNameHint")}
          value={workspaceName}
          onChange={setWorkspaceName}
          errors={errorsOf("workspaceName")}
          autoComplete="organization"
        />
        <LanguageField label={t("fields.language")} value={locale} onChange={setLocale} />
        <TimeZoneField
          label={t("fields.timeZone")}
          hint={t("fields.timeZoneHint")}
          value={timeZone}
          onChange={setTimeZone}
          errors={errorsOf("timeZone")}
        />
      </fieldset>
      <Button type="submit" variant="primary" size="lg" loading={pending}>
        {t("setup.submit")}
      </Button>
    </form>
  );
}
