import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import { AuditFilters } from "@/components/settings/audit-filters";
import { AuditTable } from "@/components/settings/audit-table";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { KeyPagination } from "@/components/ui/key-pagination";
import { PageHeader } from "@/components/ui/page-header";
import { AUDIT_ACTIONS } from "@/lib/audit/actions";
import { type AuditQuery, auditQuery } from "@/lib/audit/address";
import { auditHref } from "@/lib/audit/href";
import { listAudit, listAuditActors } from "@/lib/audit/list";
import { requireSession } from "@/lib/auth/session";
import { getTranslations } from "@/lib/i18n/server";

type Props = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("audit"))("title") };
}

/** Filters and page live in the address, so that a finding can be sent to a colleague. */
export default async function AuditPage({ searchParams }: Props) {
  const session = await requireSession("admin");
  const query: AuditQuery = auditQuery(await searchParams);
  const [t, people, { items, nextCursor }] = await Promise.all([
    getTranslations("audit"),
    listAuditActors(session),
    listAudit(session, query),
  ]);
  const { cursor, ...filter } = query;
  return (
    <>
      <PageHeader title={t("title")} description={t("text")} />
      <AuditFilters filter={filter} people={people} actions={AUDIT_ACTIONS} />
      <Card flush>
        {items.length > 0 ? (
          <AuditTable items={items} />
        ) : (
          <EmptyState icon={<ScrollText aria-hidden />} title={t("none")}>
            {t("noneText")}
          </EmptyState>
        )}
        <KeyPagination
          newer={cursor === undefined ? null : auditHref(filter)}
          older={nextCursor === null ? null : auditHref({ ...filter, cursor: nextCursor })}
        />
      </Card>
    </>
  );
}
