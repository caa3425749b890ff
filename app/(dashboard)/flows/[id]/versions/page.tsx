import { History } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { FlowFrame } from "@/components/flows/flow-frame";
import { CompareVersions } from "@/components/flows/versions/compare-versions";
import { VersionTable } from "@/components/flows/versions/version-table";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { mayAct } from "@/lib/auth/context";
import { loadFlowPage } from "@/lib/flows/load-flow-page";
import { listVersions } from "@/lib/flows/versions";
import { getTranslations } from "@/lib/i18n/server";

type Props = { readonly params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const page = await loadFlowPage((await params).id);
  return { title: page?.flow.name };
}

export default async function FlowVersionsPage({ params }: Props) {
  const page = await loadFlowPage((await params).id);
  if (!page) notFound();
  const { session, flow, hasChanges } = page;
  const id = Number(flow.id);
  const [t, { items }] = await Promise.all([getTranslations("flows"), listVersions(session, { id })]);
  const mayRestore = mayAct(session.role, "operator") && !flow.archived;
  return (
    <FlowFrame flow={flow} role={session.role} hasChanges={hasChanges}>
      <Card flush>
        {items.length > 0 ? (
          <VersionTable
            flowId={flow.id}
            versions={items}
            current={flow.publishedVersion}
            mayRestore={mayRestore}
          />
        ) : (
          <EmptyState icon={<History aria-hidden />} title={t("versions.none")}>
            {t("versions.noneText")}
          </EmptyState>
        )}
      </Card>
      {items.length > 0 && (
        <CompareVersions
          flowId={flow.id}
          revision={flow.draftRevision}
          versions={items.map(({ version }) => version)}
          steps={flow.draft.steps.map(({ id, type, title }) => ({ id, type, title }))}
        />
      )}
    </FlowFrame>
  );
}
