"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { TextField } from "@/components/auth/text-field";
import { useForm } from "@/components/auth/use-form";
import { ShownOnce } from "@/components/settings/shown-once";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { sendJson } from "@/lib/client/get-json";

/** Asks for name, rights and expiry, then shows the key, once. */
export function NewApiKeyButton() {
  const t = useTranslations("settings.apiKeys");
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [key, setKey] = useState<string | null>(null);
  const change = (next: boolean): void => {
    setOpen(next);
    setKey(null);
    if (!next) router.refresh();
  };
  return (
    <Dialog
      open={open}
      onOpenChange={change}
      trigger={
        <Button variant="primary" icon={<Plus aria-hidden />}>
          {t("new")}
        </Button>
      }
      title={key === null ? t("new") : t("created")}
      description={key === null ? undefined : t("createdText")}
    >
      {key === null ? (
        <NewApiKeyForm onMade={setKey} />
      ) : (
        <ShownOnce text={key} name={t("key")} done={t("done")} onDone={() => change(false)} />
      )}
    </Dialog>
  );
}

type Expiry = "30" | "90" | "365" | "never";

function NewApiKeyForm({ onMade }: { readonly onMade: (key: string) => void }) {
  const t = useTranslations("settings.apiKeys");
  const [name, setName] = useState("");
  const [scope, setScope] = useState<"read" | "write">("read");
  const [expiry, setExpiry] = useState<Expiry>("365");
  const { pending, submit, errorsOf, failure } = useForm(async () => {
    const expiresInDays = expiry === "never" ? null : Number(expiry);
    const body = { name, scope, expiresInDays };
    const { key } = await sendJson<{ key: string }>("POST", "/api/settings/api-keys", { body, has: ["key"] });
    onMade(key);
  });
  const scopes = (["read", "write"] as const).map((value) => ({
    value,
    label: t(`scopes.${value}`),
    hint: t(`scopeHints.${value}`),
  }));
  const expiries = [
    { value: "30", label: t("days", { count: 30 }) },
    { value: "90", label: t("days", { count: 90 }) },
    { value: "365", label: t("year") },
    { value: "never", label: t("noExpiry") },
  ] as const;
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
        hint={t("nameHint")}
        value={name}
        onChange={setName}
        errors={errorsOf("name")}
        autoComplete="off"
      />
      <Field label={t("scope")} nativeLabel={false}>
        <RadioGroup options={scopes} value={scope} onValueChange={setScope} name="scope" />
      </Field>
      <Field label={t("expiry")} nativeLabel={false}>
        <Select<Expiry> options={expiries} value={expiry} onValueChange={setExpiry} />
      </Field>
      <Button type="submit" variant="primary" loading={pending} className="self-end">
        {t("create")}
      </Button>
    </form>
  );
}
