"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { TextField } from "@/components/auth/text-field";
import { useForm } from "@/components/auth/use-form";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";
import { sendJson } from "@/lib/client/get-json";

type Props = { readonly email: string; readonly hasPassword: boolean };

export function PasswordForm({ email, hasPassword }: Props) {
  const t = useTranslations("settings.account");
  const router = useRouter();
  const [currentPassword, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const { pending, submit, errorsOf, failure } = useForm(async () => {
    await sendJson("PUT", "/api/account/password", { body: { currentPassword, password } });
    setCurrent("");
    setPassword("");
    toast.success(t("changed"));
    router.refresh();
  });
  return (
    <Card title={t("password")} description={hasPassword ? t("passwordText") : t("setPassword")}>
      <form method="post" onSubmit={submit} noValidate className="flex max-w-lg flex-col gap-4">
        {/* For password managers, which keep a password with its account. */}
        <input type="hidden" name="username" autoComplete="username" value={email} />
        {failure && (
          <Notice tone="danger" announce>
            {failure}
          </Notice>
        )}
        {hasPassword && (
          <TextField
            name="currentPassword"
            type="password"
            label={t("current")}
            value={currentPassword}
            onChange={setCurrent}
            errors={errorsOf("currentPassword")}
            autoComplete="current-password"
          />
        )}
        <TextField
          name="password"
          type="password"
          label={t("new")}
          hint={t("newHint")}
          value={password}
          onChange={setPassword}
          errors={errorsOf("password")}
          autoComplete="new-password"
        />
        <Button type="submit" loading={pending} className="self-start">
          {t("change")}
        </Button>
      </form>
    </Card>
  );
}
