"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { ClassBadge } from "@/components/rejected/class-badge";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DateTime } from "@/components/ui/date-time";
import { KeyPagination } from "@/components/ui/key-pagination";
import { RowHeader, Table, TBody, Td, THead, Th, Tr } from "@/components/ui/table";
import { toast } from "@/components/ui/toast";
import { sendJson } from "@/lib/client/get-json";
import { useErrorText } from "@/lib/client/use-error-text";
import type { SuppressionItem } from "@/lib/suppression/definition";

type Props = {
  readonly items: readonly SuppressionItem[];
  readonly newer: string | null;
  readonly older: string | null;
  readonly total: number;
  readonly canChange: boolean;
};

/** One page of the suppression list, with ticks to take numbers off it. */
export function SuppressionTable({ items, newer, older, total, canChange }: Props) {
  const t = useTranslations("suppression");
  const errorText = useErrorText();
  const router = useRouter();
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const all = selected.size === items.length;
  const remove = async (): Promise<boolean> => {
    try {
      const body = { ids: [...selected] };
      const outcome = await sendJson<{ removed: number }>("POST", "/api/suppression/remove", {
        body,
        has: ["removed"],
      });
      toast.success(t("remove.done", { count: outcome.removed }));
      setSelected(new Set());
      router.refresh();
      return true;
    } catch (error) {
      toast.error(errorText(error));
      return false;
    }
  };
  const toggle = (id: string, on: boolean): void =>
    setSelected(new Set(on ? [...selected, id] : [...selected].filter((other) => other !== id)));
  return (
    <>
      <Table label={t("list.table")}>
        <THead>
          <Tr>
            {canChange && (
              <Th className="w-9 pr-0">
                <Checkbox
                  aria-label={t("list.selectAll")}
                  checked={all}
                  indeterminate={selected.size > 0 && !all}
                  onCheckedChange={(on) => setSelected(on ? new Set(items.map(({ id }) => id)) : new Set())}
                />
              </Th>
            )}
            <Th>{t("list.recipient")}</Th>
            <Th>{t("list.reason")}</Th>
            <Th>{t("list.expires")}</Th>
            <Th>{t("list.note")}</Th>
            <Th>{t("list.added")}</Th>
          </Tr>
        </THead>
        <TBody>
          {items.map((item) => (
            <SuppressionRow
              key={item.id}
              item={item}
              selected={selected.has(item.id)}
              onSelect={canChange ? (on) => toggle(item.id, on) : null}
            />
          ))}
        </TBody>
      </Table>
      {selected.size > 0 && (
        <div
          role="status"
          className="sticky bottom-16 z-20 flex flex-wrap items-center gap-3 border-line border-t bg-raised px-4 py-3 shadow-popup sm:px-5 lg:bottom-0"
        >
          <span className="font-medium text-sm">{t("list.selected", { count: selected.size })}</span>
          <ConfirmDialog
            trigger={<Button variant="primary">{t("list.remove")}</Button>}
            title={t("remove.title", { count: selected.size })}
            description={t("remove.text")}
            confirmLabel={t("remove.confirm")}
            onConfirm={remove}
          />
          <Button variant="ghost" onClick={() => setSelected(new Set())}>
            {t("list.clear")}
          </Button>
        </div>
      )}
      <div className="border-line border-t">
        <KeyPagination newer={newer} older={older} summary={t("list.count", { count: total })} />
      </div>
    </>
  );
}

type RowProps = {
  readonly item: SuppressionItem;
  readonly selected: boolean;
  readonly onSelect: ((on: boolean) => void) | null;
};

function SuppressionRow({ item, selected, onSelect }: RowProps) {
  const t = useTranslations("suppression");
  return (
    <Tr>
      {onSelect && (
        <Td className="pr-0">
          <Checkbox
            aria-label={t("list.select", { recipient: item.recipient })}
            checked={selected}
            onCheckedChange={onSelect}
          />
        </Td>
      )}
      <RowHeader className="tabular-nums">{item.recipient}</RowHeader>
      <Td>
        {item.reason === "manual" ? <Badge>{t("reasons.manual")}</Badge> : <ClassBadge name={item.reason} />}
      </Td>
      <Td>
        {item.expiresAt === null ? (
          t("list.never")
        ) : (
          <span className="flex items-center gap-2">
            <DateTime value={item.expiresAt} format="day" />
            {item.expired && <Badge>{t("list.expired")}</Badge>}
          </span>
        )}
      </Td>
      <Td className="min-w-40 max-w-xs break-words text-ink-muted">{item.note}</Td>
      <Td>
        <span className="flex flex-col">
          <DateTime value={item.createdAt} />
          <span className="text-ink-muted text-xs">
            <Origin item={item} />
          </span>
        </span>
      </Td>
    </Tr>
  );
}

/** Who put the number on the list, or the rejection that did. */
function Origin({ item: { rejection, createdBy } }: { readonly item: SuppressionItem }) {
  const t = useTranslations("suppression");
  if (rejection === null) return t("list.by", { who: createdBy });
  const campaign = `/campaigns/${rejection.campaignId}`;
  const href = rejection.messageId === null ? campaign : `${campaign}/messages/${rejection.messageId}`;
  return t.rich("list.byRejection", {
    code: rejection.code,
    campaign: rejection.campaign,
    link: (name) => (
      <Link href={href} className="text-accent-text hover:underline">
        {name}
      </Link>
    ),
  });
}
