"use client";

import { Play } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { SegmentedControl } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { RequestError } from "@/lib/client/request-error";
import { useErrorText } from "@/lib/client/use-error-text";
import { STATUSES } from "@/lib/domain/message/status";
import { useEditorContext } from "../editor-context";
import { type SampleDraft, sampleOf } from "./sample-draft";
import type { TestRun } from "./use-test-run";
import { VisitList } from "./visit-list";

const FIRST: SampleDraft = {
  from: "status",
  status: "rejected",
  code: "131026",
  country: "",
  template: "",
  recipient: "",
  variables: "",
  messageId: "",
};

/** A sample status walks through the flow as it is on the screen; nothing is sent or written. */
export function TestPanel({ test }: { readonly test: TestRun }) {
  const t = useTranslations("flowEditor.test");
  const errorText = useErrorText();
  const [draft, setDraft] = useState(FIRST);
  const isUnknown = isMessageUnknown(test.error);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    test.start(sampleOf(draft));
  };
  return (
    <div className="flex flex-col gap-4 p-4">
      <p className="text-ink-muted text-xs leading-relaxed">{t("text")}</p>
      <form method="post" onSubmit={submit} className="flex flex-col gap-3.5">
        <SegmentedControl
          aria-label={t("from")}
          options={[
            { value: "status", label: t("sample") },
            { value: "message", label: t("message") },
          ]}
          value={draft.from}
          onValueChange={(from) => setDraft({ ...draft, from })}
          className="self-start"
        />
        <SampleFields draft={draft} onDraft={setDraft} isUnknown={isUnknown} />
        <div className="flex gap-2">
          <Button type="submit" variant="primary" icon={<Play aria-hidden />} loading={test.pending}>
            {t("run")}
          </Button>
          {test.visits.length > 0 && (
            <Button variant="ghost" onClick={test.clear}>
              {t("clear")}
            </Button>
          )}
        </div>
      </form>
      {test.error !== null && !isUnknown && (
        <Notice tone="danger" announce>
          {errorText(test.error)}
        </Notice>
      )}
      <VisitList test={test} />
    </div>
  );
}

/** Letters, a number that is too long, and a number that no message has: the same to whoever typed it. */
const isMessageUnknown = (error: unknown): boolean =>
  error instanceof RequestError && error.problemsOf("sample.messageId").length > 0;

type FieldsProps = {
  readonly draft: SampleDraft;
  readonly onDraft: (draft: SampleDraft) => void;
  /** There is no message with the number that was tried. */
  readonly isUnknown: boolean;
};

function SampleFields({ draft, onDraft, isUnknown }: FieldsProps) {
  const t = useTranslations("flowEditor.test");
  const status = useTranslations("status");
  const { references } = useEditorContext();
  const input = (field: keyof SampleDraft, placeholder = "") => (
    <Field label={t(field as "code")} hint={field === "variables" ? t("variablesHint") : undefined} optional>
      <Input
        value={draft[field]}
        placeholder={placeholder}
        autoComplete="off"
        list={field === "template" ? "test-templates" : undefined}
        onValueChange={(value) => onDraft({ ...draft, [field]: value })}
      />
    </Field>
  );
  if (draft.from === "message") {
    return (
      <Field
        label={t("messageId")}
        hint={t("messageHint")}
        error={isUnknown ? t("noSuchMessage") : undefined}
      >
        <Input
          value={draft.messageId}
          inputMode="numeric"
          required
          autoComplete="off"
          onValueChange={(messageId) => onDraft({ ...draft, messageId })}
        />
      </Field>
    );
  }
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <Field label={t("status")} nativeLabel={false}>
          <Select
            options={[...STATUSES, "unknown" as const].map((value) => ({ value, label: status(value) }))}
            value={draft.status}
            onValueChange={(value) => onDraft({ ...draft, status: value })}
          />
        </Field>
        {draft.status === "rejected" && input("code", "131026")}
        {input("recipient", "+12025550123")}
        {input("country", "US")}
      </div>
      {input("template")}
      <datalist id="test-templates">
        {references.templates.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {input("variables", "name=Maria, order=42")}
    </>
  );
}
