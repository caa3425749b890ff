"use client";

import Link from "next/link";
import { useFormatter, useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { CampaignControl } from "@/lib/fallback/modes/contract";

type Props = { readonly control: CampaignControl; readonly onChoose: (ruleId: string | null) => void };

const DEFAULT = "default";

/** The campaign's own rule, or the workspace's. */
export function RuleChoice({ control, onChoose }: Props) {
  const t = useTranslations("fallbackRules.control");
  const { mode, rules, rule, ruleId, flowRules, mayChange } = control;
  const format = useFormatter();
  const standard = rules.find(({ isDefault }) => isDefault);
  if (mode === "off" && rules.length === 0 && !mayChange) return null;
  const options = [
    { value: DEFAULT, label: standard ? t("default", { name: standard.name }) : t("noDefault") },
    ...rules.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
      <Field label={t("rule")} nativeLabel={false} className="w-full max-w-xs">
        <Select
          options={options}
          value={ruleId ?? DEFAULT}
          disabled={!mayChange}
          onValueChange={(value) => {
            const next = value === DEFAULT ? null : value;
            if (next !== ruleId) onChoose(next);
          }}
        />
      </Field>
      {mayChange && (
        <p className="pb-1.5 text-ink-muted text-xs">
          {!rule && flowRules.length === 0 && <>{t("noRule")} </>}
          {flowRules.length > 0 && (
            <>{t("flowRules", { names: format.list(flowRules.map(({ name }) => name)) })} </>
          )}
          <Link href="/settings/fallbacks" className="text-accent-text underline">
            {t("openRules")}
          </Link>
        </p>
      )}
    </div>
  );
}
