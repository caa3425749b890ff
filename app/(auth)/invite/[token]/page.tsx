import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { GoogleButton } from "@/components/auth/google-button";
import { JoinButton, JoinForm } from "@/components/auth/join-form";
import { LinkButton } from "@/components/ui/link-button";
import { hasGoogle } from "@/lib/auth/options";
import { getIdentity } from "@/lib/auth/session";
import { getTranslations } from "@/lib/i18n/server";
import { readInvite } from "@/lib/workspaces/invites";

type Props = { readonly params: Promise<{ token: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, invite] = await Promise.all([getTranslations("auth"), readInvite((await params).token)]);
  const title = invite ? t("invite.title", { workspace: invite.workspaceName }) : t("invite.overTitle");
  return { title, referrer: "no-referrer" };
}

export default async function InvitePage({ params }: Props) {
  const { token } = await params;
  const [t, words, invite] = await Promise.all([
    getTranslations("auth"),
    getTranslations("shell"),
    readInvite(token),
  ]);
  if (!invite) {
    return (
      <AuthCard title={t("invite.overTitle")} intro={t("invite.overText")}>
        <LinkButton href="/sign-in">{t("invite.toSignIn")}</LinkButton>
      </AuthCard>
    );
  }
  const identity = await getIdentity();
  const here = `/invite/${encodeURIComponent(token)}`;
  const role = t("invite.intro", { role: words(`roles.${invite.role}`) });
  const self = identity ? ` ${t("invite.asYourself", { email: identity.user.email })}` : "";
  return (
    <AuthCard title={t("invite.title", { workspace: invite.workspaceName })} intro={`${role}${self}`}>
      {identity ? <JoinButton token={token} /> : <JoinForm token={token} email={invite.email} />}
      {!identity && (
        <LinkButton href={`/sign-in?next=${encodeURIComponent(here)}`} variant="ghost">
          {t("invite.haveAccount")}
        </LinkButton>
      )}
      {!identity && hasGoogle() && <GoogleButton next={here} />}
    </AuthCard>
  );
}
