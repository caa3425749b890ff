import { Compass } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { getTranslations } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell");
  return { title: t("notFound.title") };
}

export default async function NotFound() {
  const t = await getTranslations("shell");
  return (
    <main className="grid min-h-dvh place-items-center">
      {/* React puts it into the head; the metadata above is lost where a page finds out while it streams. */}
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
