"use client";

import { Upload } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { TextField } from "@/components/auth/text-field";
import { useForm } from "@/components/auth/use-form";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast";
import { importFlow, needsOf } from "@/lib/client/flows";
import type { FieldError } from "@/lib/client/request-error";
import type { ImportNeed } from "@/lib/flows/exchange-contract";
import { type Choices, ImportNeeds, proposedChoices } from "./import-needs";
import { type PickedFile, readPicked } from "./read-picked";
import { useNameText } from "./use-name-text";

/** A file becomes a flow; what it names of another workspace is asked for. */
export function ImportFlow() {
  const t = useTranslations("flows");
  return (
    <Dialog
      title={t("importing.title")}
      description={t("importing.text")}
      size="md"
      trigger={<Button icon={<Upload aria-hidden />}>{t("import")}</Button>}
    >
      <ImportForm />
    </Dialog>
  );
}

function ImportForm() {
  const t = useTranslations("flows.importing");
  const { picked, wrong, name, setName, needs, choices, setChoices, pick, send } = useImport();
  const { pending, submit, errorsOf, failure } = useForm(send, useFileText());
  return (
    <form method="post" onSubmit={submit} noValidate className="flex flex-col gap-4">
      {failure && (
        <Notice tone="danger" announce>
          {failure}
        </Notice>
      )}
      <Field label={t("file")} error={wrong === null ? errorsOf("file") : t(wrong)}>
        <Input
          type="file"
          accept=".json,application/json"
          // Its text stands at the top of the box unless it is pushed to the middle.
          className="py-1.25 pointer-coarse:py-1.75"
          onChange={(event) => void pick(event.currentTarget.files?.[0])}
        />
      </Field>
      {picked && (
        <TextField
          name="name"
          label={t("name")}
          value={name}
          onChange={setName}
          errors={errorsOf("name")}
          autoComplete="off"
        />
      )}
      {needs.length > 0 && <ImportNeeds needs={needs} choices={choices} onChange={setChoices} />}
      <Button type="submit" variant="primary" loading={pending} disabled={!picked} className="self-end">
        {t("confirm")}
      </Button>
    </form>
  );
}

/** The chosen file, and what the server asks for before it takes it. */
function useImport() {
  const t = useTranslations("flows.done");
  const router = useRouter();
  const [picked, setPicked] = useState<PickedFile | null>(null);
  const [wrong, setWrong] = useState<"notJson" | "tooLarge" | null>(null);
  const [name, setName] = useState("");
  const [needs, setNeeds] = useState<readonly ImportNeed[]>([]);
  const [choices, setChoices] = useState<Choices>({});
  const pick = async (file: File | undefined): Promise<void> => {
    const read = await readPicked(file);
    setNeeds([]);
    setChoices({});
    setWrong(typeof read === "string" ? read : null);
    setPicked(typeof read === "string" ? null : read);
    if (read !== null && typeof read !== "string") setName(read.name);
  };
  const send = async (): Promise<void> => {
    if (!picked) return;
    try {
      const { flow } = await importFlow({ file: picked.content, name, choices });
      toast.success(t("imported", { name: flow.name }));
      router.push(`/flows/${flow.id}/edit`);
    } catch (error) {
      const asked = needsOf(error);
      if (asked.length === 0) throw error;
      setNeeds(asked);
      setChoices(proposedChoices(asked));
    }
  };
  return { picked, wrong, name, setName, needs, choices, setChoices, pick, send };
}

/** What is wrong with a file in the reader's language, with the step that it stands in. */
function useFileText(): (problem: FieldError) => string | null {
  const t = useTranslations("flows.importing");
  const nameText = useNameText();
  return (problem) => {
    const { code, params } = problem;
    if (code === "no_flow_file") return t("noFlow");
    return code === "file_step" && params ? t("inStep", params as Record<Detail, string>) : nameText(problem);
  };
}

type Detail = "step" | "field" | "message";
