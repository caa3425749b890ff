import type { Metadata } from "next";
import { AttemptList } from "@/components/fallbacks/attempt-list";
import { PageHeader } from "@/components/ui/page-header";
import { mayAct } from "@/lib/auth/context";
import { requireSession } from "@/lib/auth/session";
import { attemptCampaigns } from "@/lib/fallback/attempts/list-attempts";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { getTranslations } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("fallbacks"))("title") };
}

export default async function FallbacksPage() {
  const session = await requireSession();
  const [t, campaigns] = await Promise.all([getTranslations("fallbacks"), attemptCampaigns(session)]);
  return (
    <ClientMessages namespaces={["fallbacks", "campaign", "metrics", "exports"]}>
      <div className="flex flex-col gap-6">
        <PageHeader title={t("title")} description={t("description")} />
        <AttemptList campaigns={campaigns} mayAct={mayAct(session.role, "operator")} />
      </div>
    </ClientMessages>
  );
}
