import type { Metadata } from "next";
import { NewConnection } from "@/components/connections/new-connection";
import { PageHeader } from "@/components/ui/page-header";
import { requireSession } from "@/lib/auth/session";
import { listProviders } from "@/lib/connections/list-providers";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { getTranslations } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("connections"))("new.title") };
}

export default async function NewConnectionPage() {
  await requireSession("admin");
  const t = await getTranslations("connections");
  return (
    <ClientMessages namespaces={["connections"]}>
      <div className="flex flex-col gap-6">
        <PageHeader title={t("new.title")} breadcrumbs={[{ label: t("title"), href: "/connections" }]} />
        <NewConnection providers={listProviders().items} />
      </div>
    </ClientMessages>
  );
}
