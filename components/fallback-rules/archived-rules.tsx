"use client";

import Link from "next/link";
import { useTranslations } from "use-intl";
import { Card } from "@/components/ui/card";
import { DateTime } from "@/components/ui/date-time";
import type { RuleView } from "@/lib/fallback/rules/contract";
import { RestoreButton } from "./restore-button";

type Props = { readonly rules: readonly RuleView[]; readonly mayRestore: boolean };

/** Rules that are out of use, where they can be found and brought back. */
export function ArchivedRules({ rules, mayRestore }: Props) {
  const t = useTranslations("fallbackRules");
  return (
    <Card title={t("archivedRules")}>
      <ul className="flex flex-col gap-2 text-sm">
        {rules.map(({ id, name, archivedAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <Link href={`/settings/fallbacks/${id}`} className="text-accent-text hover:underline">
              {name}
            </Link>
            {archivedAt && (
              <span className="text-ink-muted text-xs">
                <DateTime value={archivedAt} format="day" />
              </span>
            )}
            {mayRestore && <RestoreButton id={id} name={name} className="ml-auto" />}
          </li>
        ))}
      </ul>
    </Card>
  );
}
