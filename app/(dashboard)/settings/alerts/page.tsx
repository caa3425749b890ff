import type { Metadata } from "next";
import { AlertSettingsForm } from "@/components/alerts/alert-settings-form";
import { DigestForm } from "@/components/alerts/digest-form";
import { PageHeader } from "@/components/ui/page-header";
import { getAlertSettings, getDigest, mailState } from "@/lib/alerts/settings";
import { mayAct } from "@/lib/auth/context";
import { requireSession } from "@/lib/auth/session";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { getTranslations } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("alerts"))("settings.title") };
}

/** The workspace's alerts for admins, and everybody's own digest. */
export default async function AlertSettingsPage() {
  const session = await requireSession();
  const isAdmin = mayAct(session.role, "admin");
  const [t, digest, settings, mail] = await Promise.all([
    getTranslations("alerts"),
    getDigest(session),
    isAdmin ? getAlertSettings(session) : null,
    isAdmin ? mailState(session) : null,
  ]);
  return (
    <ClientMessages namespaces={["alerts"]}>
      <PageHeader title={t("settings.title")} description={t("settings.text")} />
      {settings && mail && <AlertSettingsForm settings={settings} mail={mail} />}
      <DigestForm digest={digest} />
    </ClientMessages>
  );
}
