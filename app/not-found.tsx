import { Compass } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { getTranslations } from "@/lib/i18n/server";

export default async function NotFound() {
  const t = await getTranslations("shell");
  return (
    <main className="grid min-h-dvh place-items-center">
      <title>{`${t("notFound.title")} · Reachback`}</title>
      <EmptyState
        icon={<Compass aria-hidden />}
        title={<h1>{t("notFound.title")}</h1>}
        action={
          <LinkButton href="/" variant="primary">
            {t("notFound.action")}
          </LinkButton>
        }
      >
        {t("notFound.text")}
      </EmptyState>
    </main>
  );
}
