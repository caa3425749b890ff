"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { SettingsFields } from "@/components/connections/settings-fields";
import type { ProviderInfo } from "@/components/connections/types";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";
import { sendJson } from "@/lib/client/get-json";
import { RequestError } from "@/lib/client/request-error";
import { useErrorText } from "@/lib/client/use-error-text";

/** First the provider, then its form; the connection's page takes over with the address and the guide. */
export function NewConnection({ providers }: { readonly providers: readonly ProviderInfo[] }) {
  const t = useTranslations("connections.new");
  const [provider, setProvider] = useState<ProviderInfo | null>(null);
  if (provider) return <ConnectionForm provider={provider} onBack={() => setProvider(null)} />;
  return (
    <section aria-labelledby="choose" className="flex flex-col gap-4">
      <h2 id="choose" className="font-semibold text-base">
        {t("choose")}
      </h2>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {providers.map((one) => (
          <li key={one.id} className="flex">
            <button
              type="button"
              onClick={() => setProvider(one)}
              className="flex min-h-16 w-full flex-col justify-center rounded-xl border border-line bg-surface px-4 py-3 text-left shadow-card transition-colors hover:border-accent hover:bg-hover"
            >
              <span className="font-semibold">{one.name}</span>
              {one.id === "simulator" && <span className="text-ink-muted text-xs">{t("simulatorHint")}</span>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ConnectionForm({
  provider,
  onBack,
}: {
  readonly provider: ProviderInfo;
  readonly onBack: () => void;
}) {
  const t = useTranslations("connections");
  const errorText = useErrorText();
  const router = useRouter();
  const [name, setName] = useState(provider.name);
  const [settings, setSettings] = useState<Readonly<Record<string, string>>>({});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const problemsOf = (path: string): readonly string[] =>
    error instanceof RequestError ? error.problemsOf(path) : [];
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      const filled = Object.fromEntries(Object.entries(settings).filter(([, value]) => value.trim() !== ""));
      const body = { provider: provider.id, name, settings: filled };
      const { id } = await sendJson<{ id: string }>("POST", "/api/connections", { body, has: ["id"] });
      toast.success(t("new.created"));
      router.push(`/connections/${id}`);
      router.refresh();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  const hasFieldProblems = error instanceof RequestError && error.problems.length > 0;
  return (
    <form method="post" onSubmit={submit} noValidate className="max-w-2xl">
      <Card
        title={provider.name}
        description={t("new.afterwards")}
        actions={
          <Button size="sm" variant="ghost" onClick={onBack}>
            {t("new.change")}
          </Button>
        }
        footer={
          <Button type="submit" variant="primary" loading={busy}>
            {t("new.create")}
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
          />
        </div>
      </Card>
    </form>
  );
}
