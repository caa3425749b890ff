"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { rejectedHref } from "@/components/campaigns/links";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { SegmentedControl } from "@/components/ui/radio-group";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { campaignFallbackQuery } from "@/lib/client/campaign-fallback";
import { sendJson } from "@/lib/client/get-json";
import { RequestError } from "@/lib/client/request-error";
import { useErrorText } from "@/lib/client/use-error-text";
import { parseStop } from "@/lib/domain/fallback/breaker";
import { FALLBACK_MODES, type FallbackMode } from "@/lib/domain/fallback/rule";
import type { CampaignControl, Halted } from "@/lib/fallback/modes/contract";
import { KillSwitch } from "./kill-switch";
import { RuleChoice } from "./rule-choice";
import { useProblemWords } from "./use-problem-words";

const AutomaticDialog = lazy(async () => ({ default: (await import("./automatic-dialog")).AutomaticDialog }));

type Change = {
  readonly mode?: FallbackMode;
  readonly ruleId?: string | null;
  readonly resume?: true;
};

/** Off, manual or automatic, by which rule, and whether it is running. */
export function FallbackControl({ campaignId }: { readonly campaignId: number }) {
  const { data } = useQuery(campaignFallbackQuery(campaignId));
  const set = useSet(campaignId);
  const show = useShow(campaignId);
  const [asks, setAsks] = useState(false);
  /** Each question begins anew. */
  const [question, setQuestion] = useState(0);
  const t = useTranslations("fallbackRules.control");
  if (!data) return <Skeleton className="h-62 rounded-xl sm:h-37" />;
  const switchTo = (mode: FallbackMode): void => {
    if (mode === "automatic") {
      setQuestion((before) => before + 1);
      setAsks(true);
    } else void set({ mode }, t("switched", { mode: t(`modes.${mode}`) }));
  };
  return (
    <Card
      title={t("title")}
      description={t(`hints.${data.mode}`)}
      actions={<Switches control={data} onMode={switchTo} onHalted={(halted) => show({ halted })} />}
    >
      <div className="flex flex-col gap-3">
        {data.halted && (
          <KillSwitch
            halted={data.halted}
            mayChange={data.mayChange}
            onChange={(halted) => show({ halted })}
          />
        )}
        <Stopped control={data} onResume={() => set({ resume: true }, t("resumed"))} />
        <RuleChoice control={data} onChoose={(ruleId) => set({ ruleId }, t("ruleChanged"))} />
      </div>
      {question > 0 && (
        <Suspense>
          <AutomaticDialog
            key={question}
            control={data}
            open={asks}
            onOpenChange={setAsks}
            onSwitched={() => {
              show({});
              toast.success(t("switched", { mode: t("modes.automatic") }));
            }}
          />
        </Suspense>
      )}
    </Card>
  );
}

function Switches({
  control: { mode, halted, mayChange },
  onMode,
  onHalted,
}: {
  readonly control: CampaignControl;
  readonly onMode: (mode: FallbackMode) => void;
  readonly onHalted: (halted: Halted) => void;
}) {
  const t = useTranslations("fallbackRules.control");
  return (
    <>
      <SegmentedControl<FallbackMode>
        aria-label={t("mode")}
        options={FALLBACK_MODES.map((one) => ({ value: one, label: t(`modes.${one}`) }))}
        value={mode}
        disabled={!mayChange}
        onValueChange={onMode}
      />
      {!halted && mode !== "off" && (
        <KillSwitch compact halted={null} mayChange={mayChange} onChange={onHalted} />
      )}
    </>
  );
}

/** Why the campaign stopped by itself, and the way on. */
function Stopped({
  control: { stopped, mayChange, campaignId },
  onResume,
}: {
  readonly control: CampaignControl;
  readonly onResume: () => void;
}) {
  const t = useTranslations("fallbackRules.control");
  if (!stopped) return null;
  const { code, detail } = parseStop(stopped.why) ?? { code: "other", detail: stopped.why };
  return (
    <Notice
      tone="danger"
      title={t("stopped", { when: new Date(stopped.at) })}
      action={
        mayChange && (
          <span className="flex gap-2">
            <LinkButton href={rejectedHref(Number(campaignId))}>{t("look")}</LinkButton>
            <Button onClick={onResume}>{t("resume")}</Button>
          </span>
        )
      }
    >
      {t(`stops.${code}`, { detail })}
    </Notice>
  );
}

function useShow(campaignId: number): (part: Partial<CampaignControl>) => void {
  const client = useQueryClient();
  const { queryKey } = campaignFallbackQuery(campaignId);
  return (part) => {
    client.setQueryData(queryKey, (before) => before && { ...before, ...part });
    void client.invalidateQueries({ queryKey, exact: true });
  };
}

/** Sends a change and says how it went. @returns whether it was done */
function useSet(campaignId: number): (change: Change, done: string) => Promise<boolean> {
  const show = useShow(campaignId);
  const problemWords = useProblemWords();
  const errorText = useErrorText();
  return async (change, done) => {
    try {
      await sendJson("PATCH", `/api/campaigns/${campaignId}/fallback`, { body: change });
      show({});
      toast.success(done);
      return true;
    } catch (error) {
      const [problem] = error instanceof RequestError ? error.problems : [];
      toast.error((problem && problemWords(problem)) ?? errorText(error));
      return false;
    }
  };
}
