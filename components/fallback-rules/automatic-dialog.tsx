"use client";

import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useForm } from "@/components/auth/use-form";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { SkeletonRows } from "@/components/ui/skeleton";
import { automaticPreviewQuery } from "@/lib/client/campaign-fallback";
import { sendJson } from "@/lib/client/get-json";
import { formatMicros } from "@/lib/domain/fallback/price";
import type { AutomaticPreview, CampaignControl } from "@/lib/fallback/modes/contract";
import { AutomaticOutlook, blocking } from "./automatic-outlook";
import { moneyOf } from "./draft";
import { NumberField } from "./number-field";
import { useProblemWords } from "./use-problem-words";
import { useRuleWords } from "./use-rule-words";

type Props = {
  readonly control: CampaignControl;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onSwitched: () => void;
};

/** Says what the rule is expected to do and asks for a budget: it spends money and disturbs people. */
export function AutomaticDialog({ control, open, onOpenChange, onSwitched }: Props) {
  const t = useTranslations("fallbackRules.automatic");
  const ui = useTranslations("ui");
  const formId = useId();
  const { data, error } = useQuery({ ...automaticPreviewQuery(Number(control.campaignId)), enabled: open });
  const [typed, setTyped] = useState<Partial<Budgets>>({});
  const budgets = { ...(data ? textsOf(data) : NOTHING), ...typed };
  const form = useForm(async () => {
    const body = { mode: "automatic", ...bodyOf(budgets) };
    await sendJson("PATCH", `/api/campaigns/${control.campaignId}/fallback`, { body });
    onOpenChange(false);
    onSwitched();
  }, useProblemWords());
  return (
    <Dialog
      title={t("title")}
      description={t("text")}
      open={open}
      onOpenChange={onOpenChange}
      size="md"
      footer={
        <>
          <DialogClose>
            <Button>{ui("cancel")}</Button>
          </DialogClose>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            loading={form.pending}
            disabled={!data || data.needsAdmin || blocking(data).length > 0}
          >
            {t("confirm")}
          </Button>
        </>
      }
    >
      <RuleFacts control={control} />
      {error && <Notice tone="danger">{t("failed")}</Notice>}
      {data ? <AutomaticOutlook preview={data} /> : !error && <SkeletonRows rows={3} label={ui("loading")} />}
      <form method="post" id={formId} onSubmit={form.submit} noValidate className="flex flex-col gap-3">
        {[...(form.failure ? [form.failure] : []), ...form.errorsOf("mode"), ...form.errorsOf("ruleId")].map(
          (text) => (
            <Notice key={text} tone="danger" announce>
              {text}
            </Notice>
          ),
        )}
        {data && (
          <BudgetFields
            budgets={budgets}
            currency={data.currency}
            errorsOf={form.errorsOf}
            onChange={(part) => setTyped((before) => ({ ...before, ...part }))}
          />
        )}
      </form>
    </Dialog>
  );
}

/** As they are typed. */
type Budgets = { readonly campaign: string; readonly day: string };

const NOTHING: Budgets = { campaign: "", day: "" };
const textOf = (micros: number | null): string => (micros === null ? "" : formatMicros(micros));
const textsOf = ({ budgets }: AutomaticPreview): Budgets => ({
  campaign: textOf(budgets.campaignMicros),
  day: textOf(budgets.dayMicros),
});
/** What is no amount is sent as none: the server says so beside the field. */
const amountOf = (text: string): number => moneyOf(text) || 0;
const bodyOf = ({ campaign, day }: Budgets) => ({
  campaignBudgetMicros: amountOf(campaign),
  dayBudgetMicros: amountOf(day),
});

function BudgetFields({
  budgets: { campaign, day },
  currency,
  errorsOf,
  onChange,
}: {
  readonly budgets: Budgets;
  readonly currency: string;
  readonly errorsOf: (path: string) => readonly string[];
  readonly onChange: (part: Partial<Budgets>) => void;
}) {
  const t = useTranslations("fallbackRules.automatic");
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <NumberField
        name="campaignBudgetMicros"
        label={t("campaignBudget", { currency })}
        hint={t("budgetHint")}
        errors={errorsOf("campaignBudgetMicros")}
        value={campaign}
        onChange={(value) => onChange({ campaign: value })}
        decimal
      />
      <NumberField
        name="dayBudgetMicros"
        label={t("dayBudget", { currency })}
        errors={errorsOf("dayBudgetMicros")}
        value={day}
        onChange={(value) => onChange({ day: value })}
        decimal
      />
    </div>
  );
}

function RuleFacts({ control: { rule, flowRules, currency } }: { readonly control: CampaignControl }) {
  const t = useTranslations("fallbackRules");
  const words = useRuleWords();
  const format = useFormatter();
  const facts: (readonly [string, ReactNode])[] = [];
  if (rule) {
    const { limits, steps, holdoutPercent } = rule.definition;
    const campaign = words.money(limits.campaignBudgetMicros, currency);
    const day = words.money(limits.dayBudgetMicros, currency);
    facts.push(
      [t("automatic.rule"), `${rule.name} · ${t("version", { version: rule.version })}`],
      [t("automatic.begins"), words.trigger(rule.definition)],
      [t("automatic.does"), steps.map(words.step).join(" · ")],
    );
    if (limits.campaignBudgetMicros > 0) facts.push([t("automatic.spends"), t("budgets", { campaign, day })]);
    if (holdoutPercent > 0)
      facts.push([t("automatic.holdout"), format.number(holdoutPercent / 100, "percent")]);
  }
  if (flowRules.length > 0)
    facts.push([t("automatic.flowRules"), format.list(flowRules.map(({ name }) => name))]);
  if (facts.length === 0) return null;
  return (
    <dl className="grid gap-x-4 gap-y-2 text-sm sm:grid-cols-[10rem_1fr]">
      {facts.map(([term, fact]) => (
        <div key={term} className="contents">
          <dt className="text-ink-muted">{term}</dt>
          <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  );
}
