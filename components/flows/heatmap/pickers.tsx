"use client";

import { useTranslations } from "use-intl";
import { PeriodPicker } from "@/components/campaigns/overview/period-picker";
import { SegmentedControl } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import type { FlowHeatmap } from "@/lib/reports/flow/definition";
import type { Period } from "@/lib/reports/period";
import type { HeatState } from "./use-heat-state";

export type View = "graph" | "list";

type Props = {
  readonly state: HeatState;
  /** Newest first. */
  readonly versions: readonly number[];
  readonly published: number;
  /** Campaigns that run the flow. */
  readonly campaigns: readonly { readonly id: string; readonly name: string }[];
  readonly report: FlowHeatmap | undefined;
  readonly view: View;
};

const ALL = "all";

/** What is shown, and what it is compared with. */
export function Pickers({ state, versions, published, campaigns, report, view }: Props) {
  const t = useTranslations("flowHeatmap");
  const { setState } = state;
  const named = new Map([...(report?.campaigns ?? []), ...campaigns].map(({ id, name }) => [id, name]));
  const pick = ({ period, ...days }: Period): void => {
    const { from = null, to = null } = days as { from?: string; to?: string };
    void setState({ period, from, to });
  };
  return (
    <section aria-label={t("controls")} className="flex flex-wrap items-center gap-2">
      <PeriodPicker value={state.period} onChange={pick} />
      <Select
        aria-label={t("version")}
        className="w-auto min-w-36"
        value={String(state.version)}
        options={versions.map((version) => ({
          value: String(version),
          label: t(version === published ? "inForce" : "versionNumber", { version }),
        }))}
        onValueChange={(value) =>
          void setState({ version: Number(value) === published ? null : Number(value) })
        }
      />
      <Select
        aria-label={t("campaign")}
        className="w-auto min-w-36 max-w-60"
        value={state.state.campaign ?? ALL}
        options={[
          { value: ALL, label: t("allCampaigns") },
          ...[...named].map(([value, label]) => ({ value, label })),
        ]}
        onValueChange={(value) => void setState({ campaign: value === ALL ? null : value })}
      />
      <CompareWith state={state} versions={versions} />
      <SegmentedControl<View>
        aria-label={t("view")}
        className="ml-auto"
        value={view}
        options={[
          { value: "graph", label: t("graph") },
          { value: "list", label: t("list") },
        ]}
        onValueChange={(value) => void setState({ view: value })}
      />
    </section>
  );
}

function CompareWith({ state, versions }: Pick<Props, "state" | "versions">) {
  const t = useTranslations("flowHeatmap");
  const { setState, version, period, withPeriod } = state;
  const { with: kind, withVersion } = state.state;
  const value = kind === "version" ? `v${withVersion}` : (kind ?? "nothing");
  const choose = (next: string): void => {
    if (next.startsWith("v")) void setState({ with: "version", withVersion: Number(next.slice(1)) });
    else void setState({ with: next === "before" || next === "period" ? next : null, withVersion: null });
  };
  const pick = ({ period: withWhich, ...days }: Period): void => {
    const { from = null, to = null } = days as { from?: string; to?: string };
    void setState({ withPeriod: withWhich, withFrom: from, withTo: to });
  };
  return (
    <>
      <div className="flex items-center gap-2 text-ink-muted text-xs">
        <span aria-hidden>{t("compare")}</span>
        <Select
          aria-label={t("compare")}
          className="w-auto min-w-36 text-ink"
          value={value}
          options={[
            { value: "nothing", label: t("compareNothing") },
            ...(period.period === "all" ? [] : [{ value: "before", label: t("compareBefore") }]),
            { value: "period", label: t("comparePeriod") },
            ...versions
              .filter((one) => one !== version)
              .map((one) => ({ value: `v${one}`, label: t("versionNumber", { version: one }) })),
          ]}
          onValueChange={choose}
        />
      </div>
      {kind === "period" && <PeriodPicker value={withPeriod} onChange={pick} />}
    </>
  );
}
