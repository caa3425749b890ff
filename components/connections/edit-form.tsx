"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { SettingsFields } from "@/components/connections/settings-fields";
import type { ConnectionView, ProviderInfo } from "@/components/connections/types";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";
import { sendJson } from "@/lib/client/get-json";
import { RequestError } from "@/lib/client/request-error";
import { useErrorText } from "@/lib/client/use-error-text";

type Props = { readonly connection: ConnectionView; readonly provider: ProviderInfo };

/** Name and settings. Secrets are replaced at once here; a rotation keeps the old one valid. */
export function EditForm({ connection, provider }: Props) {
  const t = useTranslations("connections");
  const errorText = useErrorText();
  const router = useRouter();
  const [name, setName] = useState(connection.name);
  const [settings, setSettings] = useState<Readonly<Record<string, string>>>(connection.settings);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const problemsOf = (path: string): readonly string[] =>
    error instanceof RequestError ? error.problemsOf(path) : [];

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const body = changesOf(connection, provider, name, settings);
    if (Object.keys(body).length === 0) {
      toast.info(t("form.nothing"));
      return;
    }
    setBusy(true);
    setError(null);
    try {
      await sendJson("PATCH", `/api/connections/${connection.id}`, { body });
      toast.success(t("form.saved"));
      setSettings(
        Object.fromEntries(Object.entries(settings).filter(([key]) => !(key in connection.secrets))),
      );
      router.refresh();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  const hasFieldProblems = error instanceof RequestError && error.problems.length > 0;
  return (
    <form method="post" onSubmit={submit} noValidate>
      <Card
        title={t("edit.title")}
        footer={
          <Button type="submit" variant="primary" loading={busy}>
            {t("form.save")}
          </Button>
        }
      >
        <div className="flex flex-col gap-6">
          {error !== null && !hasFieldProblems && (
            <Notice tone="danger" announce>
              {errorText(error)}
            </Notice>
          )}
          <Field label={t("form.name")} hint={t("form.nameHint")} error={problemsOf("name")}>
            <Input value={name} onValueChange={setName} maxLength={100} />
          </Field>
          <SettingsFields
            fields={provider.settings}
            values={settings}
            onChange={(key, value) => setSettings({ ...settings, [key]: value })}
            problemsOf={(key) => problemsOf(`settings.${key}`)}
            secrets={connection.secrets}
          />
        </div>
      </Card>
    </form>
  );
}

/** Only what the person changed; an emptied plain setting is cleared, an empty secret stays as it is. */
function changesOf(
  connection: ConnectionView,
  provider: ProviderInfo,
  name: string,
  settings: Readonly<Record<string, string>>,
): { name?: string; settings?: Record<string, string | null> } {
  const changed = provider.settings.flatMap(({ key, secret }): [string, string | null][] => {
    const value = (settings[key] ?? "").trim();
    if (secret) return value === "" ? [] : [[key, value]];
    return value === (connection.settings[key] ?? "") ? [] : [[key, value === "" ? null : value]];
  });
  return {
    ...(name.trim() === connection.name ? {} : { name }),
    ...(changed.length === 0 ? {} : { settings: Object.fromEntries(changed) }),
  };
}
