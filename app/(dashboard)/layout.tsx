import type { ReactNode } from "react";
import { AlertBell } from "@/components/alerts/alert-bell";
import { Brand } from "@/components/layout/brand";
import { DemoBanner } from "@/components/layout/demo-banner";
import { BottomNav, SideNav } from "@/components/layout/main-nav";
import { UserMenu } from "@/components/layout/user-menu";
import { WorkspaceSwitcher } from "@/components/layout/workspace-switcher";
import { countOpen } from "@/lib/alerts/alerts";
import { mayAct } from "@/lib/auth/context";
import { requireSession } from "@/lib/auth/session";
import { getTranslations } from "@/lib/i18n/server";

export default async function DashboardLayout({ children }: { readonly children: ReactNode }) {
  const session = await requireSession();
  const { user, workspace, workspaces, role } = session;
  const [t, alerts] = await Promise.all([getTranslations("shell"), countOpen(session)]);
  const switcher = <WorkspaceSwitcher current={workspace.id} workspaces={workspaces} />;
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[14.5rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only rounded-md bg-accent px-3 py-2 font-medium text-accent-fg focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
      >
        {t("skipToContent")}
      </a>
      <header className="sticky top-0 z-30 flex h-13 items-center gap-2 border-line border-b bg-surface px-4 lg:h-dvh lg:flex-col lg:items-stretch lg:gap-4 lg:border-r lg:border-b-0 lg:p-3">
        <Brand className="px-2 max-lg:hidden lg:pt-1.5" />
        <div className="min-w-0 max-lg:flex-1">{switcher}</div>
        <SideNav className="max-lg:hidden lg:flex-1" />
        <AlertBell initial={alerts.open} />
        <UserMenu name={user.name} email={user.email} />
      </header>
      <div className="flex min-w-0 flex-col has-[[data-full-bleed]]:h-[calc(100dvh-3.25rem)] lg:has-[[data-full-bleed]]:h-dvh">
        {workspace.isDemo && <DemoBanner canRemove={mayAct(role, "admin")} />}
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-[100rem] flex-1 px-4 pt-5 pb-24 outline-none has-[[data-full-bleed]]:min-h-0 has-[[data-full-bleed]]:max-w-none has-[[data-full-bleed]]:p-0 sm:px-6 lg:px-8 lg:pt-7 lg:pb-12"
        >
          {children}
        </main>
      </div>
      <BottomNav className="lg:hidden" />
    </div>
  );
}
