"use client";

import { signOut } from "next-auth/react";
import { useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";

export function SignOutButton() {
  const t = useTranslations("auth.noWorkspace");
  return (
    <Button size="lg" onClick={() => void signOut({ callbackUrl: "/sign-in" })}>
      {t("signOut")}
    </Button>
  );
}
