"use client";

import { Download } from "lucide-react";
import { useTranslations } from "use-intl";
import { buttonStyle } from "@/components/ui/button-style";
import { withParams } from "@/lib/client/get-json";

type Props = {
  readonly flowId: string;
  readonly stepId: string;
  readonly campaignId?: string | undefined;
  /** Instants; null or left out: no bound. */
  readonly from?: string | null;
  readonly until?: string | null;
};

/** The rows of a log step as a file: whatever became of a sheet, and also without one. */
export function LogDownload({ flowId, stepId, campaignId, from, until }: Props) {
  const t = useTranslations("flowSteps.log");
  const href = withParams("/api/exports/log", {
    format: "csv",
    flowId,
    stepId,
    campaignId,
    from: from ?? undefined,
    until: until ?? undefined,
  });
  return (
    <a href={href} download className={buttonStyle({ variant: "secondary" })}>
      <Download aria-hidden />
      {t("downloadCsv")}
    </a>
  );
}
