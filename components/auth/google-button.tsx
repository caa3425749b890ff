"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { authRequest } from "@/components/auth/auth-request";
import { Button } from "@/components/ui/button";

/** Leaves for Google and comes back to `next`. */
export function GoogleButton({ next }: { readonly next: string }) {
  const t = useTranslations("auth.signIn");
  const [leaving, setLeaving] = useState(false);
  const leave = (): void => {
    setLeaving(true);
    authRequest("signin/google", { callbackUrl: next })
      .then(({ url }) => window.location.assign(url))
      .catch(() => setLeaving(false));
  };
  return (
    <>
      <p className="text-center text-ink-muted text-xs">{t("or")}</p>
      <Button size="lg" loading={leaving} onClick={leave}>
        {t("google")}
      </Button>
    </>
  );
}
