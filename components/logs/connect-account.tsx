"use client";

import { useTranslations } from "use-intl";
import { AddServiceAccount } from "@/components/logs/add-service-account";
import { buttonStyle } from "@/components/ui/button-style";

/** The ways to connect a Google account. */
export function ConnectAccount({ canUseOauth }: { readonly canUseOauth: boolean }) {
  const t = useTranslations("logs.accounts");
  return (
    // It may stand inside a form, which must not take the key's form for its own.
    <div className="flex flex-wrap gap-2" onSubmit={(event) => event.stopPropagation()}>
      {canUseOauth && (
        // Not a Link: the route leads to another site.
        <a href="/api/google-accounts/connect" className={buttonStyle({})}>
          {t("connect")}
        </a>
      )}
      <AddServiceAccount />
    </div>
  );
}
