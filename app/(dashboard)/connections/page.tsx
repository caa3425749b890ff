import { Cable, Plus } from "lucide-react";
import type { Metadata } from "next";
import { ConnectionCard } from "@/components/connections/connection-card";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { mayAct } from "@/lib/auth/context";
import { requireSession } from "@/lib/auth/session";
import { listConnections } from "@/lib/connections/list-connections";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { getTranslations } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("connections"))("title") };
}

export default async function ConnectionsPage() {
  const session = await requireSession();
  const [t, { items }] = await Promise.all([getTranslations("connections"), listConnections(session)]);
  const add = mayAct(session.role, "admin") && (
    <LinkButton href="/connections/new" variant="primary">
      <Plus aria-hidden />
      {t("add")}
    </LinkButton>
  );
  return (
    <ClientMessages namespaces={["connections"]}>
      <div className="flex flex-col gap-6">
        <PageHeader title={t("title")} description={t("description")} actions={items.length > 0 && add} />
        {items.length === 0 ? (
          <Card>
            <EmptyState icon={<Cable />} title={t("empty.title")} action={add}>
              {add ? t("empty.text") : t("adminOnly")}
            </EmptyState>
          </Card>
        ) : (
          <ul className="grid gap-4 md:grid-cols-2 2xl:grid-cols-3">
            {items.map((connection) => (
              <ConnectionCard key={connection.id} connection={connection} />
            ))}
          </ul>
        )}
      </div>
    </ClientMessages>
  );
}
