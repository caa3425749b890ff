"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { DateTime } from "@/components/ui/date-time";
import { RowHeader, Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import type { RuleView } from "@/lib/fallback/rules/contract";
import { useRuleWords } from "./use-rule-words";

type Props = { readonly rules: readonly RuleView[]; readonly currency: string };

export function RuleTable({ rules, currency }: Props) {
  const t = useTranslations("fallbackRules");
  return (
    <Table label={t("rules")}>
      <THead>
        <Tr>
          <Th>{t("columns.name")}</Th>
          <Th>{t("columns.does")}</Th>
          <Th>{t("columns.limits")}</Th>
          <Th>{t("columns.use")}</Th>
          <Th>{t("columns.changed")}</Th>
        </Tr>
      </THead>
      <TBody>
        {rules.map((rule) => (
          <RuleRow key={rule.id} rule={rule} currency={currency} />
        ))}
      </TBody>
    </Table>
  );
}

function RuleRow({ rule, currency }: { readonly rule: RuleView; readonly currency: string }) {
  const t = useTranslations("fallbackRules");
  const words = useRuleWords();
  const { campaignBudgetMicros: campaign, dayBudgetMicros: day } = rule.definition.limits;
  return (
    <Tr>
      <RowHeader>
        <Link href={`/settings/fallbacks/${rule.id}`} className="text-accent-text hover:underline">
          {rule.name}
        </Link>
        <span className="mt-1 flex items-center gap-1.5 font-normal text-ink-muted text-xs">
          {t("version", { version: rule.version })}
          {rule.isDefault && <Badge tone="accent">{t("isDefault")}</Badge>}
        </span>
      </RowHeader>
      <Td>
        <span className="block">{words.trigger(rule.definition)}</span>
        <span className="block text-ink-muted text-xs">
          {rule.definition.steps.map(words.step).join(" · ")}
        </span>
      </Td>
      <Td>
        {campaign > 0 && day > 0
          ? t("budgets", { campaign: words.money(campaign, currency), day: words.money(day, currency) })
          : t("noBudget")}
      </Td>
      <Td>{t("inUse", { count: rule.campaigns })}</Td>
      <Td>
        <DateTime value={rule.changedAt} format="day" />
        <span className="block text-ink-muted text-xs">{t("changedBy", { who: rule.changedBy })}</span>
      </Td>
    </Tr>
  );
}
