"use client";

import { Sparkles } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useChange } from "@/components/settings/use-change";
import { Button } from "@/components/ui/button";
import { sendJson } from "@/lib/client/get-json";
import type { importedPrices } from "@/lib/prices/contract";

/** Takes the shipped example, so that fallbacks can be tried before one's own prices are at hand. */
export function ExampleButton() {
  const t = useTranslations("prices");
  const change = useChange();
  const [busy, setBusy] = useState(false);
  const load = async (): Promise<void> => {
    setBusy(true);
    await change(async () => {
      const { imported } = await sendJson<typeof importedPrices>("POST", "/api/prices/example", {
        body: {},
        has: ["imported"],
      });
      return t("imported", { count: imported });
    });
    setBusy(false);
  };
  return (
    <Button icon={<Sparkles aria-hidden />} loading={busy} onClick={load}>
      {t("loadExample")}
    </Button>
  );
}
