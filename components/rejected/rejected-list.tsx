"use client";

import { MessageSquareReply, ShieldBan } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { SendDialog } from "@/components/fallbacks/send-dialog";
import { RejectedCard, RejectedRow } from "@/components/rejected/rejected-row";
import { SuppressDialog } from "@/components/suppression/suppress-dialog";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { KeyPagination } from "@/components/ui/key-pagination";
import { Table, TBody, THead, Th, Tr } from "@/components/ui/table";
import { useMedia } from "@/components/ui/use-media";
import type { RejectedItem } from "@/lib/rejected/definition";

type Props = {
  readonly items: readonly RejectedItem[];
  readonly newer: string | null;
  readonly older: string | null;
  readonly canSuppress: boolean;
  /** The server's guess of `NARROW`. */
  readonly isPhone: boolean;
};

const NARROW = "(max-width: 767px)";

/** One page of rejections with its ticks; the server gives a new list its own key, which empties them. */
export function RejectedList({ items, newer, older, canSuppress, isPhone }: Props) {
  const isNarrow = useMedia(NARROW, isPhone);
  const t = useTranslations("rejected");
  const rowText = useTranslations("rejected.list");
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string, on: boolean): void => {
    const next = new Set(selected);
    if (on) next.add(id);
    else next.delete(id);
    setSelected(next);
  };
  const rowProps = (item: RejectedItem) => ({
    item,
    t: rowText,
    selected: selected.has(item.id),
    onSelect: canSuppress ? (on: boolean) => toggle(item.id, on) : null,
  });
  const all = selected.size === items.length;
  return (
    <>
      {isNarrow ? (
        <ul aria-label={t("list.label")}>
          {items.map((item) => (
            <RejectedCard key={item.id} {...rowProps(item)} />
          ))}
        </ul>
      ) : (
        <Table label={t("list.table")}>
          <THead>
            <Tr>
              {canSuppress && (
                <Th className="pr-0">
                  <Checkbox
                    aria-label={t("list.selectAll")}
                    checked={all}
                    indeterminate={selected.size > 0 && !all}
                    onCheckedChange={(on) => setSelected(on ? new Set(items.map(({ id }) => id)) : new Set())}
                  />
                </Th>
              )}
              <Th>{t("list.time")}</Th>
              <Th>{t("list.to")}</Th>
              <Th>{t("list.reason")}</Th>
              <Th>{t("list.action")}</Th>
              <Th>{t("list.campaign")}</Th>
              <Th>
                <span className="sr-only">{t("list.details")}</span>
              </Th>
            </Tr>
          </THead>
          <TBody>
            {items.map((item) => (
              <RejectedRow key={item.id} {...rowProps(item)} />
            ))}
          </TBody>
        </Table>
      )}
      {selected.size > 0 && <SelectionBar selected={selected} onClear={() => setSelected(new Set())} />}
      <div className="border-line border-t">
        <KeyPagination newer={newer} older={older} summary={t("list.shown", { count: items.length })} />
      </div>
    </>
  );
}

/** What can be done about the ticked ones. */
function SelectionBar({
  selected,
  onClear,
}: {
  readonly selected: ReadonlySet<string>;
  readonly onClear: () => void;
}) {
  const t = useTranslations("rejected");
  const f = useTranslations("fallbacks");
  return (
    <div
      role="status"
      className="sticky bottom-16 z-20 flex flex-wrap items-center gap-3 border-line border-t bg-raised px-4 py-3 shadow-popup sm:px-5 lg:bottom-0"
    >
      <span className="font-medium text-sm">{t("selection.count", { count: selected.size })}</span>
      <SendDialog
        trigger={
          <Button variant="primary" icon={<MessageSquareReply aria-hidden />}>
            {f("send.button")}
          </Button>
        }
        what={{ messageIds: [...selected] }}
        onDone={onClear}
      />
      <SuppressDialog
        trigger={<Button icon={<ShieldBan aria-hidden />}>{t("selection.suppress")}</Button>}
        what={{ messageIds: [...selected] }}
        onDone={onClear}
      />
      <Button variant="ghost" onClick={onClear}>
        {t("selection.clear")}
      </Button>
    </div>
  );
}
