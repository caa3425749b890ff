import type { ReactNode } from "react";
import { SettingsNav } from "@/components/settings/settings-nav";
import { requireSession } from "@/lib/auth/session";
import { ClientMessages } from "@/lib/i18n/client-messages";

export default async function SettingsLayout({ children }: { readonly children: ReactNode }) {
  const { role } = await requireSession();
  return (
    <ClientMessages namespaces={["auth", "settings", "audit"]}>
      <div className="flex max-w-5xl flex-col gap-6">
        <SettingsNav role={role} />
        {children}
      </div>
    </ClientMessages>
  );
}
