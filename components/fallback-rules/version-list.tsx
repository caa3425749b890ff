"use client";

import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import type { RuleDetail } from "@/lib/fallback/rules/contract";
import { useRuleWords } from "./use-rule-words";

export function VersionList({ rule }: { readonly rule: RuleDetail }) {
  const t = useTranslations("fallbackRules");
  const words = useRuleWords();
  return (
    <Card title={t("versions.title")} description={t("versions.text")}>
      <ol className="flex flex-col divide-y divide-line">
        {rule.versions.map(({ version, createdAt, createdBy, definition }) => (
          <li key={version} className="flex flex-col gap-0.5 py-2.5 text-sm">
            <span className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{t("version", { version })}</span>
              {version === rule.version && <Badge tone="ok">{t("versions.current")}</Badge>}
              <span className="text-ink-muted text-xs">
                <DateTime value={createdAt} /> {t("changedBy", { who: createdBy })}
              </span>
            </span>
            <span className="text-ink-muted text-xs">
              {[words.trigger(definition), ...definition.steps.map(words.step)].join(" · ")}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
