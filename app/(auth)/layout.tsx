import type { ReactNode } from "react";
import { Brand } from "@/components/layout/brand";
import { PreferencesMenu } from "@/components/layout/preferences-menu";
import { ClientMessages } from "@/lib/i18n/client-messages";

/** For people who are not signed in: one column, one task. */
export default function AuthLayout({ children }: { readonly children: ReactNode }) {
  return (
    <ClientMessages namespaces={["auth"]}>
      <div className="flex min-h-dvh flex-col">
        <header className="flex h-13 items-center justify-between px-4 sm:px-6">
          <Brand />
          <PreferencesMenu />
        </header>
        <main className="mx-auto flex w-full max-w-md flex-1 flex-col px-4 pt-6 pb-16 sm:pt-14">
          {children}
        </main>
      </div>
    </ClientMessages>
  );
}
