"use client";

import {
  Braces,
  ChevronDown,
  Download as DownloadIcon,
  FileSpreadsheet,
  FileText,
  Sheet,
} from "lucide-react";
import { useFormatter, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { DropdownMenu, MenuItem } from "@/components/ui/dropdown-menu";
import { Progress } from "@/components/ui/progress";
import { toast } from "@/components/ui/toast";
import { Tooltip } from "@/components/ui/tooltip";
import { withParams } from "@/lib/client/get-json";
import { useErrorText } from "@/lib/client/use-error-text";
import { EXPORT_FORMATS, type ExportFormat } from "@/lib/exports/definition";
import { type Download, useDownload } from "./use-download";

const ICONS = { csv: FileText, "csv-excel": Sheet, xlsx: FileSpreadsheet, jsonl: Braces } as const;

/** Beyond this the file may not fit into the page's memory; the browser then saves it by itself. */
const MAX_ROWS_IN_PAGE = 400_000;

type Props = {
  readonly url: string;
  readonly params: Readonly<Record<string, string | number | undefined>>;
  /** False for viewers: downloads hold full numbers. */
  readonly allowed: boolean;
  /** Rows to expect, where the page knows. */
  readonly total?: number;
};

/** Four formats, each with its progress; a plain link where the page can't do it. */
export function DownloadMenu({ url, params, allowed, total = 0 }: Props) {
  const t = useTranslations("exports");
  const errorText = useErrorText();
  const { download, start, cancel } = useDownload();
  const trigger = (
    <Button icon={<DownloadIcon aria-hidden />} disabled={!allowed} focusableWhenDisabled>
      {t("download")}
      <ChevronDown aria-hidden />
    </Button>
  );
  if (!allowed) return <Tooltip content={t("forbidden")}>{trigger}</Tooltip>;

  const run = async (format: ExportFormat): Promise<void> => {
    const address = withParams(url, { ...params, format });
    if (total > MAX_ROWS_IN_PAGE) {
      toast.info(t("large", { total }));
      window.location.assign(address);
      return;
    }
    try {
      const outcome = await start(address);
      if (outcome === "cancelled") toast.info(t("cancelled"));
    } catch (error) {
      const action = { label: t("direct"), onClick: () => window.location.assign(address) };
      toast.error(t("failed"), { description: errorText(error), action });
    }
  };
  return (
    <>
      <DropdownMenu trigger={trigger} className="w-72">
        {EXPORT_FORMATS.map((format) => {
          const Icon = ICONS[format];
          return (
            <MenuItem key={format} icon={<Icon aria-hidden />} onSelect={() => void run(format)}>
              <span className="flex flex-col">
                <span>{t(`formats.${format}`)}</span>
                <span className="text-ink-muted text-xs">{t(`hints.${format}`)}</span>
              </span>
            </MenuItem>
          );
        })}
      </DropdownMenu>
      {download && <DownloadProgress download={download} onCancel={cancel} />}
    </>
  );
}

function DownloadProgress({ download, onCancel }: { download: Download; onCancel: () => void }) {
  const t = useTranslations("exports");
  const format = useFormatter();
  const { file, bytes, rows, total } = download;
  const size = format.number(bytes / 1_000_000, {
    style: "unit",
    unit: "megabyte",
    maximumFractionDigits: 1,
  });
  const counted = rows !== null && total !== null && total > 0;
  const detail = counted
    ? t("rows", { rows: Math.min(rows, total), total, bytes: size })
    : rows === null
      ? t("received", { bytes: size })
      : t("rowsOnly", { rows, bytes: size });
  return (
    <div
      role="status"
      className="fixed inset-x-4 bottom-20 z-40 flex items-center gap-4 rounded-lg border border-line bg-raised p-4 shadow-popup sm:right-6 sm:bottom-6 sm:left-auto sm:w-96"
    >
      <Progress
        className="min-w-0 flex-1"
        label={<span className="break-all">{t("progress", { file })}</span>}
        value={counted ? Math.min(rows, total) : null}
        max={total ?? 100}
        detail={detail}
      />
      <Button size="sm" onClick={onCancel}>
        {t("cancel")}
      </Button>
    </div>
  );
}
