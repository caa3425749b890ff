import { Workflow } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { FlowFrame } from "@/components/flows/flow-frame";
import { FlowHeatmap } from "@/components/flows/heatmap/flow-heatmap";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { mayAct } from "@/lib/auth/context";
import { loadFlowPage } from "@/lib/flows/load-flow-page";
import { listVersions } from "@/lib/flows/versions";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { getTranslations } from "@/lib/i18n/server";

type Props = { readonly params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const page = await loadFlowPage((await params).id);
  return { title: page?.flow.name };
}

export default async function FlowPage({ params }: Props) {
  const page = await loadFlowPage((await params).id);
  if (!page) notFound();
  const { session, flow, hasChanges } = page;
  const { publishedVersion } = flow;
  const [t, { items }] = await Promise.all([
    getTranslations("flows"),
    listVersions(session, { id: Number(flow.id) }),
  ]);
  return (
    <FlowFrame flow={flow} role={session.role} hasChanges={hasChanges}>
      {publishedVersion === null ? (
        <Card flush>
          <EmptyState icon={<Workflow aria-hidden />} title={t("heatmap.never")}>
            {t("heatmap.neverText")}
          </EmptyState>
        </Card>
      ) : (
        <ClientMessages namespaces={["flowHeatmap", "metrics", "overview", "exports", "fallbacks"]}>
          <FlowHeatmap
            flowId={flow.id}
            published={publishedVersion}
            versions={items.map(({ version }) => version)}
            campaigns={flow.campaigns.map(({ id, name }) => ({ id, name }))}
            names={flow.references}
            mayAct={mayAct(session.role, "operator")}
          />
        </ClientMessages>
      )}
    </FlowFrame>
  );
}
