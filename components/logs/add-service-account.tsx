"use client";

import { FileUp, KeyRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useForm } from "@/components/auth/use-form";
import { useLogProblem } from "@/components/logs/use-log-problem";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { sendJson } from "@/lib/client/get-json";
import type { googleAccount } from "@/lib/logs/contract";

/** Asks for a service account's key, pasted or as a file. */
export function AddServiceAccount() {
  const t = useTranslations("logs.accounts");
  const [open, setOpen] = useState(false);
  return (
    <Dialog
      size="md"
      open={open}
      onOpenChange={setOpen}
      trigger={<Button icon={<KeyRound aria-hidden />}>{t("add")}</Button>}
      title={t("add")}
      description={t("addText")}
    >
      <KeyForm onDone={() => setOpen(false)} />
    </Dialog>
  );
}

function KeyForm({ onDone }: { readonly onDone: () => void }) {
  const t = useTranslations("logs.accounts");
  const router = useRouter();
  const [key, setKey] = useState("");
  const file = useRef<HTMLInputElement>(null);
  const { pending, submit, errorsOf, failure } = useForm(async () => {
    const { email } = await sendJson<typeof googleAccount>("POST", "/api/google-accounts", {
      body: { key },
      has: ["id", "kind"],
    });
    toast.success(t("added", { email }));
    router.refresh();
    onDone();
  }, useLogProblem());
  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      {failure && (
        <Notice tone="danger" announce>
          {failure}
        </Notice>
      )}
      <Field name="key" label={t("key")} hint={t("keyHint")} error={errorsOf("key")}>
        <Textarea
          name="key"
          rows={6}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
          className="max-h-60 font-mono text-xs"
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <div>
        <input
          ref={file}
          type="file"
          accept="application/json,.json"
          hidden
          onChange={async (event) => setKey((await event.currentTarget.files?.[0]?.text()) ?? "")}
        />
        <Button size="sm" icon={<FileUp aria-hidden />} onClick={() => file.current?.click()}>
          {t("file")}
        </Button>
      </div>
      <Button
        type="submit"
        variant="primary"
        loading={pending}
        disabled={key.trim() === ""}
        className="self-end"
      >
        {t("save")}
      </Button>
    </form>
  );
}
