"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { TextField } from "@/components/auth/text-field";
import { useForm } from "@/components/auth/use-form";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { sendJson } from "@/lib/client/get-json";
import { formatMicros } from "@/lib/domain/fallback/price";
import type { FallbackDefaults } from "@/lib/fallback/modes/contract";
import { UNKNOWN_POLICIES } from "@/lib/fallback/modes/policies";
import { moneyOf } from "./draft";
import { NumberField } from "./number-field";
import { useProblemWords } from "./use-problem-words";

type Props = {
  readonly defaults: FallbackDefaults;
  readonly rules: readonly { readonly id: string; readonly name: string }[];
};

const NO_RULE = "none";

/** Numbers are kept as they are typed. */
const fieldsOf = ({ ruleId, currency, unknownPolicy, approvalCount, approvalMicros }: FallbackDefaults) => ({
  ruleId: ruleId ?? NO_RULE,
  currency,
  unknownPolicy,
  approvalCount: approvalCount === null ? "" : String(approvalCount),
  approvalSum: approvalMicros === null ? "" : formatMicros(approvalMicros),
});

type Fields = ReturnType<typeof fieldsOf>;

const bodyOf = ({ ruleId, currency, unknownPolicy, approvalCount, approvalSum }: Fields) => ({
  ruleId: ruleId === NO_RULE ? null : ruleId,
  currency,
  unknownPolicy,
  approvalCount: approvalCount.trim() === "" ? null : Number(approvalCount),
  approvalMicros: approvalSum.trim() === "" ? null : moneyOf(approvalSum),
});

export function DefaultsForm({ defaults, rules }: Props) {
  const t = useTranslations("fallbackRules.defaults");
  const router = useRouter();
  const [fields, setFields] = useState(() => fieldsOf(defaults));
  const change = (part: Partial<Fields>): void => setFields((before) => ({ ...before, ...part }));
  const { pending, submit, errorsOf, failure } = useForm(async () => {
    await sendJson("PATCH", "/api/settings/fallbacks", { body: bodyOf(fields) });
    toast.success(t("saved"));
    router.refresh();
  }, useProblemWords());
  return (
    <Card title={t("title")}>
      <form method="post" onSubmit={submit} noValidate className="flex max-w-lg flex-col gap-4">
        {[...(failure ? [failure] : []), ...errorsOf("mode")].map((text) => (
          <Notice key={text} tone="danger" announce>
            {text}
          </Notice>
        ))}
        <Field label={t("rule")} hint={t("ruleHint")} nativeLabel={false} error={errorsOf("ruleId")}>
          <Select
            options={[
              { value: NO_RULE, label: t("noRule") },
              ...rules.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={fields.ruleId}
            onValueChange={(ruleId) => change({ ruleId })}
          />
        </Field>
        <TextField
          name="currency"
          label={t("currency")}
          hint={t("currencyHint")}
          value={fields.currency}
          onChange={(currency) => change({ currency })}
          errors={errorsOf("currency")}
          autoComplete="off"
        />
        <PolicyField value={fields.unknownPolicy} onChange={(unknownPolicy) => change({ unknownPolicy })} />
        <ApprovalFields fields={fields} change={change} errorsOf={errorsOf} currency={defaults.currency} />
        <Button type="submit" variant="primary" loading={pending} className="self-start">
          {t("save")}
        </Button>
      </form>
    </Card>
  );
}

type ApprovalProps = {
  readonly fields: Fields;
  readonly change: (part: Partial<Fields>) => void;
  readonly errorsOf: (path: string) => readonly string[];
  readonly currency: string;
};

function ApprovalFields({ fields, change, errorsOf, currency }: ApprovalProps) {
  const t = useTranslations("fallbackRules.defaults");
  return (
    <>
      <NumberField
        name="approvalCount"
        label={t("approvalCount")}
        hint={t("approvalHint")}
        errors={errorsOf("approvalCount")}
        value={fields.approvalCount}
        onChange={(approvalCount) => change({ approvalCount })}
        optional
      />
      <NumberField
        name="approvalSum"
        label={t("approvalSum", { currency })}
        errors={errorsOf("approvalMicros")}
        value={fields.approvalSum}
        onChange={(approvalSum) => change({ approvalSum })}
        decimal
        optional
      />
    </>
  );
}

type Policy = FallbackDefaults["unknownPolicy"];

function PolicyField({
  value,
  onChange,
}: {
  readonly value: Policy;
  readonly onChange: (value: Policy) => void;
}) {
  const t = useTranslations("fallbackRules.defaults");
  const options = UNKNOWN_POLICIES.map((policy) => ({
    value: policy,
    label: t(`policies.${policy}`),
    hint: t(`policyHints.${policy}`),
  }));
  return (
    <Field label={t("policy")} nativeLabel={false}>
      <RadioGroup options={options} value={value} onValueChange={onChange} name="unknownPolicy" />
    </Field>
  );
}
