import { Ban, MessageSquareReply, ShieldBan } from "lucide-react";
import { headers } from "next/headers";
import { DownloadMenu } from "@/components/exports/download-menu";
import { SendDialog } from "@/components/fallbacks/send-dialog";
import { RejectedFilters } from "@/components/rejected/filters";
import { RejectedList } from "@/components/rejected/rejected-list";
import { SuppressDialog } from "@/components/suppression/suppress-dialog";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { type Context, mayAct } from "@/lib/auth/context";
import { REASON_CLASS_TEXT } from "@/lib/domain/reason/classes";
import { saysPhone } from "@/lib/http/says-phone";
import { getTranslations } from "@/lib/i18n/server";
import type { RejectedFilter } from "@/lib/rejected/definition";
import { rejectedPageAt } from "@/lib/rejected/list-rejected";
import { addressWith, readPlace, readRejectedFilter, type SearchParams } from "@/lib/rejected/page-params";
import { rejectedChoices, rejectedSummary } from "@/lib/rejected/summary";

/** Rows are three lines high: more would be neither seen nor, made for nothing, quick. */
const PAGE = 25;
const PLACE = /^\d{1,15}_\d{1,18}$/;

type Props = { readonly session: Context; readonly params: SearchParams };

/** Filters, list and downloads of one address. */
export async function RejectedResults({ session, params }: Props) {
  const filter = readRejectedFilter(params);
  const [t, choices, summary, page] = await Promise.all([
    getTranslations("rejected"),
    rejectedChoices(session),
    rejectedSummary(session, filter),
    rejectedPageAt(session, filter, readPlace(params, PLACE), PAGE),
  ]);
  const canAct = mayAct(session.role, "operator");
  const filtered = Object.keys(filter).length > 0;
  const given = Object.fromEntries(Object.entries(filter).map(([key, value]) => [key, String(value)]));
  const reason = reasonName(session, filter, summary.reasons);
  const at = (key: "older" | "newer", value: string | null): string | null =>
    value && addressWith("/rejected", params, { older: null, newer: null, [key]: value });
  return (
    <Card
      flush
      title={t("list.label")}
      description={canAct ? undefined : t("masked")}
      actions={
        <>
          {canAct && page.items.length > 0 && <SendAndSuppress filter={given} reason={reason} />}
          <DownloadMenu
            url="/api/exports/rejected"
            params={given}
            allowed={canAct}
            total={filtered ? undefined : summary.total}
          />
        </>
      }
    >
      <RejectedFilters choices={{ ...choices, reasons: summary.reasons }} isViewer={!canAct} />
      {page.items.length === 0 ? (
        <Nothing filtered={filtered} />
      ) : (
        <RejectedList
          items={page.items}
          newer={at("newer", page.newer)}
          older={at("older", page.older)}
          canSuppress={canAct}
          isPhone={saysPhone(await headers())}
        />
      )}
    </Card>
  );
}

type DeedProps = { readonly filter: Readonly<Record<string, string>>; readonly reason: string | null };

/** What can be done about everyone whom the filter finds. */
async function SendAndSuppress({ filter, reason }: DeedProps) {
  const [t, f] = await Promise.all([getTranslations("rejected"), getTranslations("fallbacks")]);
  return (
    <>
      <SendDialog
        what={{ filter }}
        trigger={
          <Button variant="primary" icon={<MessageSquareReply aria-hidden />}>
            {f("send.button")}
          </Button>
        }
      />
      {reason && (
        <SuppressDialog
          what={{ filter, reason }}
          trigger={<Button icon={<ShieldBan aria-hidden />}>{t("selection.suppressAll")}</Button>}
        />
      )}
    </>
  );
}

function reasonName(
  { locale }: Context,
  { class: name, code }: RejectedFilter,
  reasons: readonly { code: string; title: string }[],
): string | null {
  if (code !== undefined) return reasons.find((reason) => reason.code === code)?.title ?? code;
  return name === undefined ? null : REASON_CLASS_TEXT[name].label[locale];
}

async function Nothing({ filtered }: { readonly filtered: boolean }) {
  const t = await getTranslations("rejected");
  if (!filtered) {
    return (
      <EmptyState icon={<Ban />} title={t("empty.title")}>
        {t("empty.text")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<Ban />}
      title={t("empty.filteredTitle")}
      action={<LinkButton href="/rejected">{t("filters.clear")}</LinkButton>}
    >
      {t("empty.filteredText")}
    </EmptyState>
  );
}
