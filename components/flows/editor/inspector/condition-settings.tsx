"use client";

import { Plus, Trash2 } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { SegmentedControl } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import type { Test } from "@/lib/domain/flow/definition";
import type { StepEditing } from "./editing";
import { TestValues } from "./test-values";

const FRESH: { readonly [On in Test["on"]]: Extract<Test, { on: On }> } = {
  status: { on: "status", is: ["rejected"], not: false },
  reason_class: { on: "reason_class", is: ["unreachable"], not: false },
  reason_code: { on: "reason_code", is: [], not: false },
  country: { on: "country", is: [], not: false },
  template: { on: "template", is: [], not: false },
  campaign: { on: "campaign", is: [], not: false },
  variable: { on: "variable", name: "", operator: "equals", value: "", not: false },
  local_hour: { on: "local_hour", from: "09:00", until: "20:00", not: false },
};
const KINDS = Object.keys(FRESH) as Test["on"][];

export function ConditionSettings({ step, change, errorsOf }: StepEditing<"condition">) {
  const t = useTranslations("flowEditor.condition");
  const { tests } = step;
  const set = (next: readonly Test[], field = "tests"): void => change({ tests: next }, field);
  return (
    <>
      {tests.length > 1 && (
        <Field label={t("match")} nativeLabel={false}>
          <SegmentedControl
            options={[
              { value: "all", label: t("all") },
              { value: "any", label: t("any") },
            ]}
            value={step.match}
            onValueChange={(match) => change({ match }, "match")}
          />
        </Field>
      )}
      {tests.map((test, i) => (
        <fieldset
          // biome-ignore lint/suspicious/noArrayIndexKey: tests have nothing else to be known by
          key={i}
          className="flex min-w-0 flex-col gap-2.5 rounded-lg border border-line p-3"
        >
          <legend className="sr-only">{t("test", { n: i + 1 })}</legend>
          <TestHead
            test={test}
            n={i + 1}
            onTest={(next) => set(tests.with(i, next))}
            onRemove={() => set(tests.toSpliced(i, 1))}
          />
          <TestValues
            stepId={step.id}
            test={test}
            n={i + 1}
            errors={errorsOf(`tests.${i}`)}
            onTest={(next) => set(tests.with(i, next), `tests.${i}`)}
          />
        </fieldset>
      ))}
      {errorsOf("tests").map((text) => (
        <p key={text} role="alert" className="text-danger-text text-xs">
          {text}
        </p>
      ))}
      <Button
        size="sm"
        icon={<Plus aria-hidden />}
        className="self-start"
        onClick={() => set([...tests, FRESH.country])}
      >
        {t("add")}
      </Button>
    </>
  );
}

type HeadProps = {
  readonly test: Test;
  readonly n: number;
  readonly onTest: (test: Test) => void;
  readonly onRemove: () => void;
};

function TestHead({ test, n, onTest, onRemove }: HeadProps) {
  const t = useTranslations("flowEditor.condition");
  const words = useTranslations("flowSteps.tests");
  return (
    <div className="flex items-center gap-1.5">
      <Select
        aria-label={t("about", { n })}
        className="min-w-0 flex-1"
        options={KINDS.map((on) => ({ value: on, label: words(on) }))}
        value={test.on}
        onValueChange={(on) => onTest({ ...FRESH[on], not: test.not } as Test)}
      />
      <Select
        aria-label={t("how", { n })}
        className="w-24"
        options={[
          { value: "is", label: t("is") },
          { value: "not", label: t("isNot") },
        ]}
        value={test.not ? "not" : "is"}
        onValueChange={(value) => onTest({ ...test, not: value === "not" })}
      />
      <IconButton size="sm" label={t("remove", { n })} icon={<Trash2 aria-hidden />} onClick={onRemove} />
    </div>
  );
}
