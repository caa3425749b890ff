"use client";

import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { SkeletonRows } from "@/components/ui/skeleton";
import { automaticPreviewQuery } from "@/lib/client/campaign-fallback";
import type { AutomaticPreview, CampaignControl } from "@/lib/fallback/modes/contract";
import { useProblemWords } from "./use-problem-words";
import { useRuleWords } from "./use-rule-words";

type Props = {
  readonly control: CampaignControl;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onConfirm: () => Promise<boolean>;
};

/** Says what the rule would do from now on, and asks: it spends money and disturbs people. */
export function AutomaticDialog({ control, open, onOpenChange, onConfirm }: Props) {
  const t = useTranslations("fallbackRules.automatic");
  const ui = useTranslations("ui");
  const [busy, setBusy] = useState(false);
  const { data, error } = useQuery({ ...automaticPreviewQuery(Number(control.campaignId)), enabled: open });
  const confirm = async (): Promise<void> => {
    setBusy(true);
    if (await onConfirm()) onOpenChange(false);
    setBusy(false);
  };
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
            loading={busy}
            disabled={!data || data.obstacles.length > 0}
            onClick={confirm}
          >
            {t("confirm")}
          </Button>
        </>
      }
    >
      <RuleFacts control={control} />
      {error && <Notice tone="danger">{t("failed")}</Notice>}
      {data ? <Outlook preview={data} /> : !error && <SkeletonRows rows={2} label={ui("loading")} />}
    </Dialog>
  );
}

function RuleFacts({ control: { rule, currency } }: { readonly control: CampaignControl }) {
  const t = useTranslations("fallbackRules");
  const words = useRuleWords();
  const format = useFormatter();
  if (!rule) return null;
  const { limits, steps, holdoutPercent } = rule.definition;
  const campaign = words.money(limits.campaignBudgetMicros, currency);
  const day = words.money(limits.dayBudgetMicros, currency);
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t("automatic.rule"), `${rule.name} · ${t("version", { version: rule.version })}`],
    [t("automatic.begins"), words.trigger(rule.definition)],
    [t("automatic.does"), steps.map(words.step).join(" · ")],
    [t("automatic.spends"), t("budgets", { campaign, day })],
    ...(holdoutPercent > 0
      ? [[t("automatic.holdout"), format.number(holdoutPercent / 100, "percent")] as const]
      : []),
  ];
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

function Outlook({ preview: { obstacles, rejectedAlready } }: { readonly preview: AutomaticPreview }) {
  const t = useTranslations("fallbackRules.automatic");
  const problemWords = useProblemWords();
  return (
    <>
      {obstacles.length > 0 && (
        <Notice tone="danger" title={t("obstacles")} announce>
          <ul className="list-disc pl-4">
            {obstacles.map(({ code, message }) => (
              <li key={code}>{problemWords({ code, path: "" }) ?? message}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Notice tone={rejectedAlready > 0 ? "warn" : "info"}>{t("already", { count: rejectedAlready })}</Notice>
    </>
  );
}
