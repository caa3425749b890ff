import { ShieldBan } from "lucide-react";
import type { Metadata } from "next";
import { Suspense } from "react";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";
import { requireSession } from "@/lib/auth/session";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { getTranslations } from "@/lib/i18n/server";
import { addressWith, type SearchParams } from "@/lib/rejected/page-params";
import { RejectedOverview } from "./overview";
import { RejectedResults } from "./results";

type Props = { readonly searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rejected"))("title") };
}

export default async function RejectedPage({ searchParams }: Props) {
  const session = await requireSession();
  const [t, ui, params] = await Promise.all([
    getTranslations("rejected"),
    getTranslations("ui"),
    searchParams,
  ]);
  return (
    <ClientMessages namespaces={["rejected", "exports", "suppression", "fallbacks"]}>
      <div className="flex flex-col gap-6">
        <PageHeader
          title={t("title")}
          description={t("description")}
          actions={
            <LinkButton href="/rejected/suppression">
              <ShieldBan aria-hidden />
              {t("openSuppression")}
            </LinkButton>
          }
        />
        <Suspense fallback={<Skeleton className="h-105 rounded-xl sm:h-47.5" />}>
          <RejectedOverview session={session} params={params} />
        </Suspense>
        <Suspense
          key={addressWith("", params, {})}
          fallback={
            <Card flush>
              <SkeletonRows label={ui("loading")} rows={10} />
            </Card>
          }
        >
          <RejectedResults session={session} params={params} />
        </Suspense>
      </div>
    </ClientMessages>
  );
}
