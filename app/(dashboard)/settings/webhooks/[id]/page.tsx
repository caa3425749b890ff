import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/ui/page-header";
import { DeliveryLog } from "@/components/webhooks/delivery-log";
import { EndpointActions, EndpointNotice, EndpointSettings } from "@/components/webhooks/endpoint-panel";
import { requireSession } from "@/lib/auth/session";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { getTranslations } from "@/lib/i18n/server";
import { findEndpointForPage } from "@/lib/webhooks-out/endpoints";

type Props = { readonly params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const endpoint = await findEndpointForPage(await requireSession("admin"), (await params).id);
  return { title: endpoint?.name };
}

export default async function WebhookPage({ params }: Props) {
  const session = await requireSession("admin");
  const [t, endpoint] = await Promise.all([
    getTranslations("webhooks"),
    findEndpointForPage(session, (await params).id),
  ]);
  if (!endpoint) notFound();
  return (
    <ClientMessages namespaces={["webhooks"]}>
      <PageHeader
        title={endpoint.name}
        breadcrumbs={[{ label: t("title"), href: "/settings/webhooks" }]}
        actions={<EndpointActions endpoint={endpoint} />}
      />
      <EndpointNotice endpoint={endpoint} />
      <DeliveryLog endpointId={endpoint.id} />
      <EndpointSettings endpoint={endpoint} />
    </ClientMessages>
  );
}
