import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthCard } from "@/components/auth/auth-card";
import { GoogleButton } from "@/components/auth/google-button";
import { SignInForm } from "@/components/auth/sign-in-form";
import { SignOutButton } from "@/components/auth/sign-out-button";
import { Notice } from "@/components/ui/notice";
import { hasGoogle } from "@/lib/auth/options";
import { ownPath } from "@/lib/auth/own-path";
import { getIdentity, getSession } from "@/lib/auth/session";
import { isSetUp } from "@/lib/auth/setup";
import { getTranslations } from "@/lib/i18n/server";

type Props = { readonly searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("signIn.title") };
}

export default async function SignInPage({ searchParams }: Props) {
  const query = await searchParams;
  const next = ownPath(query.next ?? query.callbackUrl);
  const identity = await getIdentity();
  if (identity && (await getSession())) redirect(next);
  const t = await getTranslations("auth");
  if (identity) {
    return (
      <AuthCard title={t("noWorkspace.title")} intro={t("noWorkspace.text", { email: identity.user.email })}>
        <SignOutButton />
      </AuthCard>
    );
  }
  const failure = query.error === undefined ? null : query.error === "AccessDenied" ? "denied" : "failed";
  return (
    <AuthCard title={t("signIn.title")}>
      {!(await isSetUp()) && <Notice tone="info">{t("signIn.notSetUp")}</Notice>}
      <SignInForm next={next} failure={failure} />
      {hasGoogle() && <GoogleButton next={next} />}
    </AuthCard>
  );
}
