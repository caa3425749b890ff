import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { isTheme } from "@/components/layout/theme";
import { Toaster } from "@/components/ui/toaster";
import { QueryProvider } from "@/lib/client/query-provider";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { getLocale, getTranslations } from "@/lib/i18n/server";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell");
  return {
    title: { default: "Reachback", template: "%s · Reachback" },
    description: t("tagline"),
    // A self-hosted tool: its pages are nobody's search result.
    robots: { index: false, follow: false },
  };
}

export const viewport: Viewport = { colorScheme: "light dark", width: "device-width", initialScale: 1 };

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const theme = (await cookies()).get("theme")?.value;
  return (
    <html lang={await getLocale()} data-theme={isTheme(theme) ? theme : "system"}>
      <body>
        <ClientMessages namespaces={["ui", "status", "shell"]}>
          <NuqsAdapter>
            <QueryProvider>
              <div className="app-root">{children}</div>
              <Toaster />
            </QueryProvider>
          </NuqsAdapter>
        </ClientMessages>
      </body>
    </html>
  );
}
