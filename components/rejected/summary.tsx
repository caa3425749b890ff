import Link from "next/link";
import { ClassBadge } from "@/components/rejected/class-badge";
import { Stat, StatGroup } from "@/components/ui/stat";
import { REASON_CLASSES } from "@/lib/domain/reason/classes";
import { getFormatter, getTranslations } from "@/lib/i18n/server";
import { GROUPS, type RejectedSummary } from "@/lib/rejected/groups";
import { addressWith, type SearchParams } from "@/lib/rejected/page-params";

type Props = { readonly summary: RejectedSummary; readonly params: SearchParams; readonly narrowed: boolean };

/** What the failures ask for, and their classes as shortcuts to the filter. */
export async function Summary({ summary, params, narrowed }: Props) {
  const t = await getTranslations("rejected");
  const format = await getFormatter();
  const { total, byGroup, byClass } = summary;
  const classes = REASON_CLASSES.filter((name) => byClass[name] > 0);
  return (
    <section aria-label={t("classes.label")} className="flex flex-col gap-3">
      <p className="text-pretty text-sm">
        {t("summary.sentence", {
          total,
          fix: byGroup.fix,
          fallBack: byGroup.fall_back,
          wait: byGroup.wait,
        })}
        {narrowed && <span className="text-ink-muted"> {t("summary.scope")}</span>}
      </p>
      <StatGroup>
        {GROUPS.map((group) => (
          <Stat
            key={group}
            label={t(`summary.${group}`)}
            value={format.number(byGroup[group], "count")}
            detail={<span className="max-sm:hidden">{t(`summary.${group}Hint`)}</span>}
            className="max-sm:last:col-span-2"
          />
        ))}
      </StatGroup>
      <ul className="flex flex-wrap gap-2">
        {classes.map((name) => {
          const active = params.class === name;
          const changes = { class: active ? null : name, older: null, newer: null };
          return (
            <li key={name}>
              <Link
                href={addressWith("/rejected", params, changes)}
                scroll={false}
                aria-current={active || undefined}
                className="inline-flex h-8 items-center gap-2 rounded-md border border-line bg-surface px-2 text-xs tabular-nums transition-colors hover:bg-hover aria-[current]:border-accent aria-[current]:bg-accent-soft pointer-coarse:h-10"
              >
                <ClassBadge name={name} />
                {format.number(byClass[name], "count")}
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
