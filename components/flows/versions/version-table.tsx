"use client";

import { Download, RotateCcw } from "lucide-react";
import { useTranslations } from "use-intl";
import { useChange } from "@/components/settings/use-change";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DateTime } from "@/components/ui/date-time";
import { IconButton } from "@/components/ui/icon-button";
import { RowHeader, Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { exportHref, restoreVersion } from "@/lib/client/flows";
import type { FlowVersionView } from "@/lib/flows/contract";

type Props = {
  readonly flowId: string;
  readonly versions: readonly FlowVersionView[];
  readonly current: number | null;
  readonly mayRestore: boolean;
};

export function VersionTable({ flowId, versions, current, mayRestore }: Props) {
  const t = useTranslations("flows.versions");
  return (
    <Table label={t("list")} regionClassName="max-h-[60dvh]">
      <THead>
        <Tr>
          <Th>{t("version")}</Th>
          <Th>{t("published")}</Th>
          <Th>{t("note")}</Th>
          <Th numeric>{t("steps")}</Th>
          <Th>
            <span className="sr-only">{t("restore")}</span>
          </Th>
        </Tr>
      </THead>
      <TBody>
        {versions.map((one) => (
          <VersionRow
            key={one.version}
            flowId={flowId}
            version={one}
            isCurrent={one.version === current}
            mayRestore={mayRestore}
          />
        ))}
      </TBody>
    </Table>
  );
}

type RowProps = {
  readonly flowId: string;
  readonly version: FlowVersionView;
  readonly isCurrent: boolean;
  readonly mayRestore: boolean;
};

function VersionRow({ flowId, version, isCurrent, mayRestore }: RowProps) {
  const t = useTranslations("flows");
  const number = version.version;
  return (
    <Tr>
      <RowHeader>
        <span className="flex flex-wrap items-center gap-2">
          {t("versions.number", { version: number })}
          {isCurrent && <Badge tone="ok">{t("versions.current")}</Badge>}
        </span>
      </RowHeader>
      <Td>
        <DateTime value={version.publishedAt} />
        <span className="block text-ink-muted text-xs">{t("by", { who: version.publishedBy })}</span>
      </Td>
      <Td className="max-w-md whitespace-pre-wrap">{version.note ?? "—"}</Td>
      <Td numeric>{version.steps}</Td>
      <Td>
        <span className="flex justify-end gap-1">
          <IconButton
            label={`${t("versions.download")}: ${t("versions.number", { version: number })}`}
            icon={<Download aria-hidden />}
            onClick={() => window.location.assign(exportHref(flowId, number))}
          />
          {mayRestore && <RestoreButton flowId={flowId} version={number} />}
        </span>
      </Td>
    </Tr>
  );
}

function RestoreButton({ flowId, version }: { readonly flowId: string; readonly version: number }) {
  const t = useTranslations("flows");
  const change = useChange();
  return (
    <ConfirmDialog
      title={t("versions.restoreTitle", { version })}
      description={t("versions.restoreText")}
      confirmLabel={t("versions.restore")}
      onConfirm={() =>
        change(async () => {
          await restoreVersion(flowId, version);
          return t("done.restored", { version });
        })
      }
      trigger={
        <Button size="sm" variant="ghost" icon={<RotateCcw aria-hidden />}>
          {t("versions.restore")}
        </Button>
      }
    />
  );
}
