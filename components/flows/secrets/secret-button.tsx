"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { TextField } from "@/components/auth/text-field";
import { useForm } from "@/components/auth/use-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";
import { sendJson } from "@/lib/client/get-json";
import type { FieldError } from "@/lib/client/request-error";

/** @param name - null for a new secret; else the one that gets another value */
export function SecretButton({ name }: { readonly name: string | null }) {
  const t = useTranslations("flows.secrets");
  const [open, setOpen] = useState(false);
  const trigger =
    name === null ? (
      <Button variant="primary" icon={<Plus aria-hidden />}>
        {t("new")}
      </Button>
    ) : (
      <Button size="sm" variant="ghost">
        {t("replace")}
      </Button>
    );
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      trigger={trigger}
      title={name === null ? t("new") : t("replaceTitle", { name })}
      size="sm"
    >
      <SecretForm fixedName={name} onSaved={() => setOpen(false)} />
    </Dialog>
  );
}

function SecretForm({
  fixedName,
  onSaved,
}: {
  readonly fixedName: string | null;
  readonly onSaved: () => void;
}) {
  const t = useTranslations("flows.secrets");
  const router = useRouter();
  const [name, setName] = useState(fixedName ?? "");
  const [value, setValue] = useState("");
  const ownWords = ({ code }: FieldError) => {
    if (code === "secret_taken") return t("taken", { name: name.trim() });
    return code === "secret_name" ? t("badName") : null;
  };
  const { pending, submit, errorsOf, failure } = useForm(async () => {
    await sendJson("PUT", "/api/flows/secrets", { body: { name, value, isNew: fixedName === null } });
    toast.success(t("saved", { name }));
    onSaved();
    router.refresh();
  }, ownWords);
  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      {failure && (
        <Notice tone="danger" announce>
          {failure}
        </Notice>
      )}
      {fixedName === null && (
        <TextField
          name="name"
          label={t("name")}
          hint={t("nameHint")}
          value={name}
          onChange={setName}
          errors={errorsOf("name")}
          autoComplete="off"
        />
      )}
      <TextField
        name="value"
        type="password"
        label={t("value")}
        value={value}
        onChange={setValue}
        errors={errorsOf("value")}
        autoComplete="off"
      />
      <Button type="submit" variant="primary" loading={pending} className="self-end">
        {t("save")}
      </Button>
    </form>
  );
}
