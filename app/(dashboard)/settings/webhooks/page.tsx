import { Webhook } from "lucide-react";
import type { Metadata } from "next";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { EndpointTable } from "@/components/webhooks/endpoint-table";
import { NewEndpointButton } from "@/components/webhooks/new-endpoint-button";
import { requireSession } from "@/lib/auth/session";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { getTranslations } from "@/lib/i18n/server";
import { listEndpoints } from "@/lib/webhooks-out/endpoints";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("webhooks"))("title") };
}

export default async function WebhooksPage() {
  const session = await requireSession("admin");
  const [t, { items }] = await Promise.all([getTranslations("webhooks"), listEndpoints(session)]);
  return (
    <ClientMessages namespaces={["webhooks"]}>
      <PageHeader title={t("title")} description={t("text")} actions={<NewEndpointButton />} />
      <Card flush>
        {items.length > 0 ? (
          <EndpointTable endpoints={items} />
        ) : (
          <EmptyState icon={<Webhook aria-hidden />} title={t("empty")}>
            {t("emptyText")}
          </EmptyState>
        )}
      </Card>
    </ClientMessages>
  );
}
