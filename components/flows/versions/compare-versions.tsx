"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Card } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { changesQuery } from "@/lib/client/flows";
import { useErrorText } from "@/lib/client/use-error-text";
import { ChangeList, type NamedStep } from "./change-list";

type Props = {
  readonly flowId: string;
  /** Of the draft, so that another draft is compared anew. */
  readonly revision: number;
  /** Newest first. */
  readonly versions: readonly number[];
  /** For the names of steps that exits lead to. */
  readonly steps: readonly NamedStep[];
};

const DRAFT = "draft";

/** What differs between two versions, or between the version in force and the draft. */
export function CompareVersions({ flowId, revision, versions, steps }: Props) {
  const t = useTranslations("flows.versions");
  const ui = useTranslations("ui");
  const errorText = useErrorText();
  const newest = versions[0] ?? 0;
  const [to, setTo] = useState<string>(DRAFT);
  const [from, setFrom] = useState(String(newest));
  // The draft is always compared with what runs.
  const compared = to === DRAFT ? newest : Number(from);
  const { data, error, refetch, isFetching } = useQuery(
    changesQuery(flowId, compared, to === DRAFT ? { draft: revision } : { version: Number(to) }),
  );
  const choose = (chosen: string): void => {
    setTo(chosen);
    // What a version changed is asked far more often than how it is like itself.
    if (chosen !== DRAFT && Number(from) >= Number(chosen))
      setFrom(String(versions.find((version) => version < Number(chosen)) ?? 0));
  };
  const numbers = versions.map((version) => ({ value: String(version), label: t("number", { version }) }));
  const fromOptions = to === DRAFT ? numbers.slice(0, 1) : [...numbers, { value: "0", label: t("nothing") }];
  return (
    <Card title={t("compare")} description={t("compareText")}>
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap gap-4">
          <Field label={t("from")} nativeLabel={false}>
            <Select options={fromOptions} value={String(compared)} onValueChange={setFrom} />
          </Field>
          <Field label={t("to")} nativeLabel={false}>
            <Select
              options={[{ value: DRAFT, label: t("draft") }, ...numbers]}
              value={to}
              onValueChange={choose}
            />
          </Field>
        </div>
        {data && <ChangeList changes={data} steps={steps} />}
        {!data && !error && <SkeletonRows rows={2} label={ui("loading")} />}
        {!data && error && (
          <ErrorState title={errorText(error)} onRetry={() => void refetch()} retrying={isFetching} />
        )}
      </div>
    </Card>
  );
}
