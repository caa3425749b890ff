"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { TextField } from "@/components/auth/text-field";
import { useForm } from "@/components/auth/use-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";
import { updateFlow } from "@/lib/client/flows";
import { useNameText } from "./use-name-text";

type Props = {
  readonly flow: { readonly id: string; readonly name: string };
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
};

export function RenameFlow({ flow, open, onOpenChange }: Props) {
  const t = useTranslations("flows");
  const router = useRouter();
  const [name, setName] = useState(flow.name);
  const { pending, submit, errorsOf, failure } = useForm(async () => {
    await updateFlow(flow.id, { name });
    toast.success(t("done.renamed", { name }));
    onOpenChange(false);
    router.refresh();
  }, useNameText());
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("rename.title")} size="sm">
      <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
        {failure && (
          <Notice tone="danger" announce>
            {failure}
          </Notice>
        )}
        <TextField
          name="name"
          label={t("rename.name")}
          value={name}
          onChange={setName}
          errors={errorsOf("name")}
          autoComplete="off"
        />
        <Button type="submit" variant="primary" loading={pending} className="self-end">
          {t("rename.confirm")}
        </Button>
      </form>
    </Dialog>
  );
}
