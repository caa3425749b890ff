"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { flowsQuery, setCampaignFlow } from "@/lib/client/flows";
import { useErrorText } from "@/lib/client/use-error-text";
import type { FlowView } from "@/lib/flows/contract";

type Props = {
  readonly campaignId: number;
  /** Null: the default flow. */
  readonly flowId: string | null;
  readonly mayChange: boolean;
};

/** Which flow runs on a campaign's statuses. */
export function FlowChoice({ campaignId, flowId, mayChange }: Props) {
  const t = useTranslations("flows.choice");
  const { data } = useQuery(flowsQuery);
  const [chosen, setChosen] = useState(flowId);
  const flows = data?.items ?? [];
  const standard = flows.find(({ isDefault }) => isDefault);
  const running = flows.find(({ id }) => id === chosen) ?? standard;
  if (!data) return <Skeleton className="h-14.5 w-56" />;
  return (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-2">
      {mayChange ? (
        <Choice flows={flows} campaignId={campaignId} chosen={chosen} onChosen={setChosen} />
      ) : (
        <p>{running && t("ofCampaign", { name: running.name })}</p>
      )}
      {running && (
        <Link
          href={`/flows/${running.id}`}
          className="pb-1.5 text-accent-text text-xs underline-offset-4 hover:underline"
        >
          {t("open")}
        </Link>
      )}
    </div>
  );
}

const DEFAULT = "default";

type ChoiceProps = {
  readonly flows: readonly FlowView[];
  readonly campaignId: number;
  readonly chosen: string | null;
  readonly onChosen: (flowId: string | null) => void;
};

function Choice({ flows, campaignId, chosen, onChosen }: ChoiceProps) {
  const t = useTranslations("flows");
  const errorText = useErrorText();
  const standard = flows.find(({ isDefault }) => isDefault);
  const choose = async (value: string): Promise<void> => {
    const flowId = value === DEFAULT ? null : value;
    onChosen(flowId);
    try {
      await setCampaignFlow(campaignId, flowId);
      toast.success(t("done.campaign"));
    } catch (error) {
      onChosen(chosen);
      toast.error(errorText(error));
    }
  };
  // One that was never published would do nothing; the server refuses it, too.
  const usable = flows.filter(({ id, publishedVersion }) => publishedVersion !== null || id === chosen);
  const options = [
    {
      value: DEFAULT,
      label: standard ? t("choice.default", { name: standard.name }) : t("choice.noDefault"),
    },
    ...usable.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <Field label={t("choice.label")} nativeLabel={false}>
      <Select
        options={options}
        value={chosen ?? DEFAULT}
        onValueChange={(value) => void choose(value)}
        className="min-w-56"
      />
    </Field>
  );
}
