import type { Metadata } from "next";
import { Suspense } from "react";
import { AddDialog } from "@/components/suppression/add-dialog";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";
import { mayAct } from "@/lib/auth/context";
import { requireSession } from "@/lib/auth/session";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { getTranslations } from "@/lib/i18n/server";
import { addressWith, type SearchParams } from "@/lib/rejected/page-params";
import { SuppressionResults } from "./results";

type Props = { readonly searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("suppression"))("title") };
}

export default async function SuppressionPage({ searchParams }: Props) {
  const session = await requireSession();
  const [t, ui, params] = await Promise.all([
    getTranslations("suppression"),
    getTranslations("ui"),
    searchParams,
  ]);
  return (
    <ClientMessages namespaces={["suppression", "exports", "rejected"]}>
      <div className="flex flex-col gap-6">
        <PageHeader
          title={t("title")}
          description={t("description")}
          breadcrumbs={[{ label: t("rejected"), href: "/rejected" }]}
          actions={mayAct(session.role, "operator") && <AddDialog />}
        />
        <Suspense
          key={addressWith("", params, {})}
          fallback={
            <Card flush>
              <SkeletonRows label={ui("loading")} rows={8} />
            </Card>
          }
        >
          <SuppressionResults session={session} params={params} />
        </Suspense>
      </div>
    </ClientMessages>
  );
}
