import { Workflow } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { FlowFrame } from "@/components/flows/flow-frame";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { loadFlowPage } from "@/lib/flows/load-flow-page";
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
  const t = await getTranslations("flows");
  const count = flow.campaigns.length;
  const state = flow.publishedVersion === null ? "never" : count === 0 ? "none" : "waiting";
  return (
    <FlowFrame flow={flow} role={session.role} hasChanges={hasChanges}>
      <Card flush>
        <EmptyState icon={<Workflow aria-hidden />} title={t(`heatmap.${state}`)}>
          {state === "waiting" ? t("heatmap.waitingText", { count }) : t(`heatmap.${state}Text`)}
        </EmptyState>
      </Card>
    </FlowFrame>
  );
}
