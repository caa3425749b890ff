"use client";

import { useLocale, useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Test } from "@/lib/domain/flow/definition";
import { STATUSES } from "@/lib/domain/message/status";
import { REASON_CLASS_TEXT, REASON_CLASSES } from "@/lib/domain/reason/classes";
import { useEditorContext } from "../editor-context";
import { useEditor } from "../state/store";
import { availableVariables } from "../state/upstream";
import { ChoiceList } from "./choice-list";
import { WordList } from "./word-list";

type Props = {
  readonly stepId: string;
  readonly test: Test;
  readonly n: number;
  readonly errors: readonly string[];
  readonly onTest: (test: Test) => void;
};

/** What the test compares with, by what it asks about. */
export function TestValues(props: Props) {
  const { test, onTest, errors } = props;
  const t = useTranslations("flowEditor.condition");
  const status = useTranslations("status");
  const locale = useLocale() as "en" | "zh";
  const { references } = useEditorContext();
  switch (test.on) {
    case "status":
      return (
        <ChoiceList
          label={t("statuses")}
          errors={errors}
          options={[...STATUSES, "unknown" as const].map((value) => ({ value, label: status(value) }))}
          value={test.is}
          onChange={(is) => onTest({ ...test, is })}
        />
      );
    case "reason_class":
      return (
        <ChoiceList
          label={t("reasons")}
          errors={errors}
          options={REASON_CLASSES.map((value) => ({ value, label: REASON_CLASS_TEXT[value].label[locale] }))}
          value={test.is}
          onChange={(is) => onTest({ ...test, is })}
        />
      );
    case "campaign":
      return (
        <ChoiceList
          label={t("campaigns")}
          errors={errors}
          options={references.campaigns.map(({ id, name }) => ({ value: id, label: name }))}
          value={test.is.map(String)}
          onChange={(is) => onTest({ ...test, is: is.map(Number) })}
        />
      );
    case "template":
    case "country":
    case "reason_code":
      return (
        <WordList
          label={t(test.on)}
          hint={t(`${test.on}Hint`)}
          errors={errors}
          suggestions={test.on === "template" ? references.templates : []}
          upper={test.on === "country"}
          value={test.is}
          onChange={(is) => onTest({ ...test, is })}
        />
      );
    case "variable":
      return <VariableTest {...props} test={test} />;
    case "local_hour":
      return (
        <div className="flex gap-3">
          {(["from", "until"] as const).map((field) => (
            <Field key={field} label={t(field)} error={field === "until" ? errors : []}>
              <Input
                type="time"
                value={test[field]}
                onValueChange={(value) => onTest({ ...test, [field]: value })}
                className="w-28"
              />
            </Field>
          ))}
        </div>
      );
  }
}

const OPERATORS = ["equals", "contains", "greater", "less", "is_set"] as const;

function VariableTest({
  stepId,
  test,
  errors,
  onTest,
}: Props & { readonly test: Extract<Test, { on: "variable" }> }) {
  const t = useTranslations("flowEditor.condition");
  const steps = useEditor(({ definition }) => definition.steps);
  const listId = `variables-of-${stepId}`;
  return (
    <>
      <Field label={t("variable")} hint={t("variableHint")} error={errors}>
        <Input
          value={test.name}
          maxLength={64}
          list={listId}
          autoComplete="off"
          onValueChange={(name) => onTest({ ...test, name })}
        />
      </Field>
      <datalist id={listId}>
        {availableVariables(steps, stepId).map(({ name }) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Field label={t("operator")} nativeLabel={false}>
        <Select
          options={OPERATORS.map((value) => ({ value, label: t(`operators.${value}`) }))}
          value={test.operator}
          onValueChange={(operator) => onTest({ ...test, operator })}
        />
      </Field>
      {test.operator !== "is_set" && (
        <Field label={t("value")}>
          <Input
            value={test.value}
            maxLength={1000}
            autoComplete="off"
            onValueChange={(value) => onTest({ ...test, value })}
          />
        </Field>
      )}
    </>
  );
}
