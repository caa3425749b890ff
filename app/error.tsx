"use client";

import { useTranslations } from "use-intl";
import { ErrorState } from "@/components/ui/error-state";

type Props = { readonly error: Error & { readonly digest?: string }; readonly reset: () => void };

export default function PageError({ error, reset }: Props) {
  const t = useTranslations("shell.failure");
  return (
    <main className="grid min-h-dvh place-items-center">
      <ErrorState title={<h1>{t("title")}</h1>} onRetry={reset}>
        <p>{t("text")}</p>
        {error.digest && <p className="mt-2 font-mono text-xs">{t("reference", { digest: error.digest })}</p>}
      </ErrorState>
    </main>
  );
}
