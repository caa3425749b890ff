"use client";

import { useTranslations } from "use-intl";
import { PageHeader } from "@/components/ui/page-header";
import { MessageList } from "./list";

/** The list behind the overview's totals. */
export function AllMessages({ mayUsePrefix }: { readonly mayUsePrefix: boolean }) {
  const t = useTranslations("campaign");
  return (
    <div className="flex flex-col gap-5">
      <PageHeader title={t("messages.all")} breadcrumbs={[{ label: t("overview"), href: "/" }]} />
      <MessageList campaignId={null} mayUsePrefix={mayUsePrefix} />
    </div>
  );
}
