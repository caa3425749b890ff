"use client";

import { useTranslations } from "use-intl";
import { Badge } from "@/components/ui/badge";
import { DateTime } from "@/components/ui/date-time";
import { Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";

export type AuditLine = {
  readonly id: string;
  readonly at: string;
  readonly who: string;
  readonly kind: string;
  readonly action: string;
  readonly target: string | null;
  readonly detail: Readonly<Record<string, string | number | boolean | null>> | null;
  readonly address: string | null;
};

export function AuditTable({ items }: { readonly items: readonly AuditLine[] }) {
  const t = useTranslations("audit");
  return (
    <Table label={t("title")}>
      <THead>
        <Tr>
          <Th>{t("time")}</Th>
          <Th>{t("who")}</Th>
          <Th>{t("what")}</Th>
          <Th>{t("detail")}</Th>
          <Th>{t("from")}</Th>
        </Tr>
      </THead>
      <TBody>
        {items.map((item) => (
          <AuditRow key={item.id} item={item} />
        ))}
      </TBody>
    </Table>
  );
}

function AuditRow({ item }: { readonly item: AuditLine }) {
  const t = useTranslations("audit");
  // An entry may be older or newer than this code: its action then stands as it is.
  const action = `actions.${item.action}`;
  const details = Object.entries(item.detail ?? {}).map(([name, value]) => `${name}: ${value ?? "—"}`);
  return (
    <Tr>
      <Td>
        <DateTime value={item.at} format="exact" />
      </Td>
      <Td>
        <span className="flex items-center gap-2">
          {item.who}
          {item.kind !== "user" && t.has(`kinds.${item.kind}` as never) && (
            <Badge>{t(`kinds.${item.kind}` as never)}</Badge>
          )}
        </span>
      </Td>
      <Td>{t.has(action as never) ? t(action as never) : item.action}</Td>
      <Td>
        {item.target}
        {details.length > 0 && <span className="block text-ink-muted text-xs">{details.join(" · ")}</span>}
      </Td>
      <Td className="font-mono text-xs">{item.address ?? "—"}</Td>
    </Tr>
  );
}
