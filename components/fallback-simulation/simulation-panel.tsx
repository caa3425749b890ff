"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Stat, StatGroup } from "@/components/ui/stat";
import { sendJson } from "@/lib/client/get-json";
import { useErrorText } from "@/lib/client/use-error-text";
import type { Simulation, simulation } from "@/lib/fallback/simulate/contract";
import { CampaignChoice, type CampaignOption } from "./campaign-choice";
import { SimulationCurve } from "./simulation-curve";
import { SimulationDetails } from "./simulation-details";
import { SimulationSteps } from "./simulation-steps";

const DAYS = [7, 30, 90] as const;
const DAY = 86_400_000;
const MICROS = 1_000_000;

type Props = {
  /** As it stands on the screen, also unsaved. */
  readonly definition: unknown;
  readonly campaigns: readonly CampaignOption[];
};

/** What the rule on the screen would have done to past traffic. */
export function SimulationPanel({ definition, campaigns }: Props) {
  const t = useTranslations("simulation");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const errorText = useErrorText();
  const run = useMutation({
    mutationFn: (days: number) => {
      const until = Date.now();
      const body = {
        definition,
        from: new Date(until - days * DAY).toISOString(),
        until: new Date(until).toISOString(),
        ...(chosen.length > 0 && { campaignIds: chosen }),
      };
      return sendJson<typeof simulation>("POST", "/api/fallbacks/simulation", {
        body,
        has: ["triggered", "curve"],
      });
    },
  });
  return (
    <Card title={t("title")} description={t("text")}>
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap gap-2">
          {DAYS.map((days) => (
            <Button
              key={days}
              loading={run.isPending && run.variables === days}
              disabled={run.isPending}
              onClick={() => run.mutate(days)}
            >
              {t("run", { days })}
            </Button>
          ))}
          {campaigns.length > 1 && (
            <CampaignChoice campaigns={campaigns} chosen={chosen} onChange={setChosen} />
          )}
        </div>
        {run.isError && (
          <Notice tone="danger" announce>
            {errorText(run.error)}
          </Notice>
        )}
        {run.data && <Outcome result={run.data} />}
      </div>
    </Card>
  );
}

function Outcome({ result }: { readonly result: Simulation }) {
  const t = useTranslations("simulation");
  const format = useFormatter();
  const money = (micros: number) =>
    format.number(micros / MICROS, { style: "currency", currency: result.currency });
  if (result.triggered === 0) return <Notice tone="info">{t("nobody")}</Notice>;
  const { expectedReach, recommendedWaitMinutes: wait } = result;
  return (
    <div className="flex flex-col gap-4" aria-live="polite">
      <StatGroup>
        <Stat
          label={t("sends")}
          value={format.number(result.sends)}
          detail={t("triggered", { count: result.triggered })}
        />
        <Stat label={t("cost")} value={money(result.costMicros)} detail={t("firstStep")} />
        <Stat label={t("needless")} value={format.number(result.needless)} detail={t("needlessText")} />
        <Stat
          label={t("reach")}
          value={expectedReach ? format.number(expectedReach.rate, "percent") : "—"}
          detail={expectedReach ? t("basedOn", { count: expectedReach.basedOn }) : t("noHistory")}
        />
      </StatGroup>
      {wait !== null && <Notice tone="ok">{t("recommended", { minutes: wait })}</Notice>}
      <SimulationSteps steps={result.steps} money={money} />
      <SimulationCurve curve={result.curve} recommended={wait} />
      <SimulationDetails result={result} money={money} />
    </div>
  );
}
