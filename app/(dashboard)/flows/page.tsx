import { Workflow } from "lucide-react";
import type { Metadata } from "next";
import { FlowTable } from "@/components/flows/list/flow-table";
import { ImportFlow } from "@/components/flows/list/import-flow";
import { NewFlow } from "@/components/flows/list/new-flow";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { mayAct } from "@/lib/auth/context";
import { requireSession } from "@/lib/auth/session";
import { listFlows } from "@/lib/flows/list-flows";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { getTranslations } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("flows"))("title") };
}

export default async function FlowsPage() {
  const session = await requireSession();
  const [t, { items }] = await Promise.all([
    getTranslations("flows"),
    listFlows(session, { archived: "all" }),
  ]);
  const working = items.filter(({ archived }) => !archived);
  const archived = items.filter((flow) => flow.archived);
  const actions = mayAct(session.role, "operator") && (
    <div className="flex flex-wrap gap-2">
      <ImportFlow />
      <NewFlow />
    </div>
  );
  return (
    <ClientMessages namespaces={["auth", "flows"]}>
      <div className="flex flex-col gap-6">
        <PageHeader title={t("title")} description={t("text")} actions={actions} />
        <Card flush>
          {working.length > 0 ? (
            <FlowTable flows={working} role={session.role} label={t("list")} />
          ) : (
            <EmptyState icon={<Workflow aria-hidden />} title={t("empty")} action={actions}>
              {t("emptyText")}
            </EmptyState>
          )}
        </Card>
        {archived.length > 0 && (
          <Card flush title={t("archived")}>
            <FlowTable flows={archived} role={session.role} label={t("archived")} />
          </Card>
        )}
      </div>
    </ClientMessages>
  );
}
