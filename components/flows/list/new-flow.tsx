"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { TextField } from "@/components/auth/text-field";
import { useForm } from "@/components/auth/use-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { RadioGroup } from "@/components/ui/radio-group";
import { createFlow } from "@/lib/client/flows";
import { FLOW_TEMPLATES, type FlowTemplate } from "@/lib/flows/templates";
import { useNameText } from "./use-name-text";

/** Asks for a name and a template, then opens the editor. */
export function NewFlow() {
  const t = useTranslations("flows");
  return (
    <Dialog
      title={t("create.title")}
      size="md"
      trigger={
        <Button variant="primary" icon={<Plus aria-hidden />}>
          {t("new")}
        </Button>
      }
    >
      <NewFlowForm />
    </Dialog>
  );
}

function NewFlowForm() {
  const t = useTranslations("flows");
  const router = useRouter();
  const [name, setName] = useState("");
  const [template, setTemplate] = useState<FlowTemplate>("report_and_fall_back");
  const { pending, submit, errorsOf, failure } = useForm(async () => {
    const { id } = await createFlow(name, template);
    router.push(`/flows/${id}/edit`);
  }, useNameText());
  const templates = FLOW_TEMPLATES.map((value) => ({
    value,
    label: t(`templates.${value}.label`),
    hint: t(`templates.${value}.hint`),
  }));
  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      {failure && (
        <Notice tone="danger" announce>
          {failure}
        </Notice>
      )}
      <TextField
        name="name"
        label={t("create.name")}
        hint={t("create.nameHint")}
        value={name}
        onChange={setName}
        errors={errorsOf("name")}
        autoComplete="off"
      />
      <Field label={t("create.template")} nativeLabel={false}>
        <RadioGroup options={templates} value={template} onValueChange={setTemplate} name="template" />
      </Field>
      <Button type="submit" variant="primary" loading={pending} className="self-end">
        {t("create.confirm")}
      </Button>
    </form>
  );
}
