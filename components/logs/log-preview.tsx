"use client";

import { useQuery } from "@tanstack/react-query";
import { useDeferredValue } from "react";
import { useTranslations } from "use-intl";
import type { LogDraft } from "@/components/logs/draft";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { logPreviewQuery } from "@/lib/client/logs";

/** Two rows as the server would write them. */
export function LogPreview({ draft }: { readonly draft: LogDraft }) {
  const t = useTranslations("logs.form");
  const { columns, timeZone, timeFormat, locale } = useDeferredValue(draft);
  const { data } = useQuery(
    logPreviewQuery({
      columns: columns.map(({ name, value }, at) => ({ name: name.trim() || `#${at + 1}`, value })),
      timeZone,
      timeFormat,
      locale,
    }),
  );
  return (
    <div className="flex flex-col gap-1">
      <p className="text-ink-muted text-xs">{t("previewText")}</p>
      <div className="overflow-hidden rounded-md border border-line">
        <Table label={t("preview")}>
          <THead>
            <Tr>
              {columns.map(({ key, name }) => (
                <Th key={key}>{name}</Th>
              ))}
            </Tr>
          </THead>
          <TBody>
            {(data?.rows ?? []).map((cells) => (
              <Tr key={cells.join("\t")}>
                {columns.map(({ key }, at) => (
                  <Td key={key} className="whitespace-nowrap">
                    {cells[at] ?? ""}
                  </Td>
                ))}
              </Tr>
            ))}
          </TBody>
        </Table>
      </div>
    </div>
  );
}
