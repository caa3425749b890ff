import type { Metadata } from "next";
import { AlertList } from "@/components/alerts/alert-list";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { mayAct } from "@/lib/auth/context";
import { requireSession } from "@/lib/auth/session";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { getTranslations } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("alerts"))("title") };
}

export default async function AlertsPage() {
  const { role } = await requireSession();
  const t = await getTranslations("alerts");
  return (
    <ClientMessages namespaces={["alerts", "auth"]}>
      <div className="flex flex-col gap-6">
        <PageHeader
          title={t("title")}
          description={t("text")}
          actions={<LinkButton href="/settings/alerts">{t("settingsLink")}</LinkButton>}
        />
        <AlertList mayAct={mayAct(role, "operator")} />
      </div>
    </ClientMessages>
  );
}
