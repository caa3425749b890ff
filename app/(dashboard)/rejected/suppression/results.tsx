import { ShieldBan } from "lucide-react";
import { DownloadMenu } from "@/components/exports/download-menu";
import { SuppressionFilters } from "@/components/suppression/suppression-filters";
import { SuppressionTable } from "@/components/suppression/suppression-table";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { type Context, mayAct } from "@/lib/auth/context";
import { getTranslations } from "@/lib/i18n/server";
import { addressWith, one, readPlace, type SearchParams } from "@/lib/rejected/page-params";
import { type SuppressionFilter, suppressionFilterFields } from "@/lib/suppression/definition";
import { countSuppressed, listSuppressions } from "@/lib/suppression/list-suppressions";

const PAGE = 50;
const PATH = "/rejected/suppression";

type Props = { readonly session: Context; readonly params: SearchParams };

/** Filters, list and downloads of one address. */
export async function SuppressionResults({ session, params }: Props) {
  const filter = readFilter(params);
  const [t, page, total] = await Promise.all([
    getTranslations("suppression"),
    listSuppressions(session, filter, readPlace(params, /^\d{1,9}$/), PAGE),
    countSuppressed(session, filter),
  ]);
  const canChange = mayAct(session.role, "operator");
  const filtered = filter.search !== undefined || filter.reason !== undefined || filter.state !== "active";
  const at = (key: "older" | "newer", value: string | null): string | null =>
    value && addressWith(PATH, params, { older: null, newer: null, [key]: value });
  return (
    <Card
      flush
      title={t("list.label")}
      description={canChange ? undefined : t("masked")}
      actions={
        <DownloadMenu url="/api/exports/suppression" params={filter} allowed={canChange} total={total} />
      }
    >
      <SuppressionFilters isViewer={!canChange} />
      {page.items.length === 0 ? (
        <EmptyState icon={<ShieldBan />} title={t(filtered ? "empty.filteredTitle" : "empty.title")}>
          {t(filtered ? "empty.filteredText" : "empty.text")}
        </EmptyState>
      ) : (
        <SuppressionTable
          items={page.items}
          newer={at("newer", page.newer)}
          older={at("older", page.older)}
          total={total}
          canChange={canChange}
        />
      )}
    </Card>
  );
}

function readFilter(params: SearchParams): SuppressionFilter {
  const { search, reason, state } = suppressionFilterFields;
  return {
    search: search.safeParse(one(params, "search")).data,
    reason: reason.safeParse(one(params, "reason")).data,
    state: state.safeParse(one(params, "state")).data ?? "active",
  };
}
