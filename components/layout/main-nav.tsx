"use client";

import { Ban, Cable, LayoutGrid, MessageSquareReply, Settings, ShieldBan, Workflow } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl";
import { cn } from "@/components/ui/cn";

const ITEMS = [
  // A campaign is opened from the overview, so it belongs to it.
  { key: "overview", href: "/", under: /^\/($|campaigns(\/|$))/, icon: LayoutGrid },
  { key: "rejected", href: "/rejected", under: /^\/rejected(\/|$)/, icon: Ban },
  { key: "fallbacks", href: "/fallbacks", under: /^\/fallbacks(\/|$)/, icon: MessageSquareReply },
  { key: "flows", href: "/flows", under: /^\/flows(\/|$)/, icon: Workflow },
  { key: "connections", href: "/connections", under: /^\/connections(\/|$)/, icon: Cable },
  { key: "settings", href: "/settings", under: /^\/settings(\/|$)/, icon: Settings },
] as const;

const SUPPRESSION = "/rejected/suppression";

type Props = { readonly className?: string };

/** `page` for the page itself, `true` for a page above it. */
const currency = (pathname: string, href: string, isUnder: boolean): "page" | true | undefined => {
  if (pathname === href) return "page";
  return isUnder || undefined;
};

export function SideNav({ className }: Props) {
  const t = useTranslations("shell");
  const pathname = usePathname();
  return (
    <nav aria-label={t("mainNavigation")} className={className}>
      <ul className="flex flex-col gap-0.5">
        {ITEMS.map(({ key, href, under, icon: Icon }) => {
          const current = currency(pathname, href, under.test(pathname));
          return (
            <li key={key}>
              <Link
                href={href}
                aria-current={current}
                className="flex h-8 items-center gap-2.5 rounded-md px-2 font-medium text-ink-muted transition-colors hover:bg-hover hover:text-ink aria-[current]:bg-accent-soft aria-[current]:text-accent-text pointer-coarse:h-10"
              >
                <Icon aria-hidden className="size-4 shrink-0" />
                {t(key)}
              </Link>
              {key === "rejected" && current && (
                <SuppressionLink current={pathname.startsWith(SUPPRESSION)} />
              )}
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function SuppressionLink({ current }: { readonly current: boolean }) {
  const t = useTranslations("shell");
  return (
    <Link
      href={SUPPRESSION}
      aria-current={current ? "page" : undefined}
      className="mt-0.5 flex h-8 items-center gap-2 rounded-md pr-2 pl-8.5 text-ink-muted text-sm transition-colors hover:bg-hover hover:text-ink aria-[current]:font-medium aria-[current]:text-accent-text pointer-coarse:h-10"
    >
      <ShieldBan aria-hidden className="size-3.5 shrink-0" />
      {t("suppression")}
    </Link>
  );
}

/** The same places within a thumb's reach. */
export function BottomNav({ className }: Props) {
  const t = useTranslations("shell");
  const pathname = usePathname();
  return (
    <nav
      aria-label={t("mainNavigation")}
      className={cn(
        "fixed inset-x-0 bottom-0 z-30 border-line border-t bg-surface pb-[env(safe-area-inset-bottom)]",
        className,
      )}
    >
      <ul className="mx-auto grid max-w-xl grid-cols-6">
        {ITEMS.map(({ key, href, under, icon: Icon }) => (
          <li key={key}>
            <Link
              href={href}
              aria-current={currency(pathname, href, under.test(pathname))}
              className="flex h-14 min-w-0 flex-col items-center justify-center gap-1 font-medium text-2xs text-ink-muted focus-visible:-outline-offset-2 aria-[current]:text-accent-text"
            >
              <Icon aria-hidden className="size-5" />
              {t(key)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
