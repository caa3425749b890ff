import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AuthCard } from "@/components/auth/auth-card";
import { SetupForm } from "@/components/auth/setup-form";
import { isSetupToken } from "@/lib/auth/setup";
import { getTranslations } from "@/lib/i18n/server";

type Props = { readonly searchParams: Promise<{ token?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  // The address holds the token; it must not travel on in a Referer header.
  return { title: (await getTranslations("auth"))("setup.title"), referrer: "no-referrer" };
}

/** Exists only for the newest printed link, and only until it was used. */
export default async function SetupPage({ searchParams }: Props) {
  const { token } = await searchParams;
  if (typeof token !== "string" || !(await isSetupToken(token))) notFound();
  const t = await getTranslations("auth");
  return (
    <AuthCard title={t("setup.title")} intro={t("setup.intro")}>
      <SetupForm token={token} />
    </AuthCard>
  );
}
