"use client";

import { useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { TextField } from "@/components/auth/text-field";
import { useForm } from "@/components/auth/use-form";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { rememberPreference } from "@/lib/client/browser-cookie";
import { sendJson } from "@/lib/client/get-json";

export function NewWorkspaceCard({ timeZone }: { readonly timeZone: string }) {
  const t = useTranslations("settings.general");
  return (
    <Card
      title={t("newTitle")}
      description={t("newText")}
      actions={
        <Dialog title={t("new")} description={t("newText")} trigger={<Button>{t("new")}</Button>}>
          <NewWorkspaceForm timeZone={timeZone} />
        </Dialog>
      }
    />
  );
}

function NewWorkspaceForm({ timeZone }: { readonly timeZone: string }) {
  const t = useTranslations("settings.general");
  const locale = useLocale();
  const [name, setName] = useState("");
  const { pending, submit, errorsOf, failure } = useForm(async () => {
    const body = { name, locale, timeZone };
    const { workspaceId } = await sendJson<{ workspaceId: number }>("POST", "/api/settings/workspaces", {
      body,
      has: ["workspaceId"],
    });
    rememberPreference("workspace", String(workspaceId));
    window.location.assign("/");
  });
  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      {failure && (
        <Notice tone="danger" announce>
          {failure}
        </Notice>
      )}
      <TextField
        name="name"
        label={t("name")}
        value={name}
        onChange={setName}
        errors={errorsOf("name")}
        autoComplete="organization"
      />
      <Button type="submit" variant="primary" loading={pending} className="self-end">
        {t("create")}
      </Button>
    </form>
  );
}
