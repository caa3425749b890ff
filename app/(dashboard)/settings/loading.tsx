import { Card } from "@/components/ui/card";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";
import { getTranslations } from "@/lib/i18n/server";

export default async function SettingsLoading() {
  const t = await getTranslations("ui");
  return (
    <div className="flex flex-col gap-6">
      <Skeleton className="h-7 w-48" />
      <Card>
        <SkeletonRows rows={5} label={t("loading")} />
      </Card>
    </div>
  );
}
