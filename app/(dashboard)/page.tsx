import type { Metadata } from "next";
import { Overview } from "@/components/campaigns/overview/overview";
import { mayAct } from "@/lib/auth/context";
import { requireSession } from "@/lib/auth/session";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { getTranslations } from "@/lib/i18n/server";
import { loadOverview } from "@/lib/reports/load-overview";

type Props = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("overview"))("title") };
}

export default async function OverviewPage({ searchParams }: Props) {
  const session = await requireSession();
  return (
    <ClientMessages namespaces={["overview", "metrics"]}>
      <Overview
        canEdit={mayAct(session.role, "operator")}
        initial={await loadOverview(session, await searchParams)}
      />
    </ClientMessages>
  );
}
