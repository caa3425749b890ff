"use client";

import { useTranslations } from "use-intl";
import { leave } from "@/components/auth/leave";
import { Button } from "@/components/ui/button";

export function SignOutButton() {
  const t = useTranslations("auth.noWorkspace");
  return (
    <Button size="lg" onClick={() => void leave()}>
      {t("signOut")}
    </Button>
  );
}
