import type { Metadata } from "next";
import { PasswordForm } from "@/components/settings/password-form";
import { ProfileForm } from "@/components/settings/profile-form";
import { SessionTable } from "@/components/settings/session-table";
import { PageHeader } from "@/components/ui/page-header";
import { hasPassword, listOwnSessions } from "@/lib/auth/account";
import { requireSession } from "@/lib/auth/session";
import { getTranslations } from "@/lib/i18n/server";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("settings"))("account.title") };
}

export default async function AccountPage() {
  const session = await requireSession();
  const [t, sessions, withPassword] = await Promise.all([
    getTranslations("settings"),
    listOwnSessions(session),
    hasPassword(session),
  ]);
  return (
    <>
      <PageHeader title={t("account.title")} />
      <ProfileForm name={session.user.name} email={session.user.email} locale={session.locale} />
      <PasswordForm email={session.user.email} hasPassword={withPassword} />
      <SessionTable sessions={sessions} />
    </>
  );
}
