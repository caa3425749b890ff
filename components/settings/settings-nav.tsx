"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { mayAct, type Role } from "@/lib/auth/context";

const SECTIONS = [
  { key: "general", href: "/settings", role: "admin" },
  { key: "members", href: "/settings/members", role: "admin" },
  { key: "apiKeys", href: "/settings/api-keys", role: "admin" },
  { key: "fallbacks", href: "/settings/fallbacks", role: "operator" },
  { key: "secrets", href: "/settings/secrets", role: "admin" },
  { key: "prices", href: "/settings/prices", role: "operator" },
  { key: "logs", href: "/settings/logs", role: "operator" },
  { key: "webhooks", href: "/settings/webhooks", role: "admin" },
  { key: "alerts", href: "/settings/alerts", role: "viewer" },
  { key: "audit", href: "/settings/audit", role: "admin" },
  { key: "account", href: "/settings/account", role: "viewer" },
] as const;

/** A section holds the pages below it; the first one's address is the beginning of all. */
const isWithin = (pathname: string, href: string): boolean =>
  pathname === href || (href !== "/settings" && pathname.startsWith(`${href}/`));

const currentOf = (pathname: string): string | undefined =>
  SECTIONS.find(({ href }) => isWithin(pathname, href))?.href;

/** The sections that this person may open. */
export function SettingsNav({ role: own }: { readonly role: Role }) {
  const t = useTranslations("settings");
  const pathname = usePathname();
  const nav = useRef<HTMLElement>(null);
  // On phones the current section may stand outside of what is seen of them.
  useEffect(() => {
    const current = nav.current?.querySelector(`[href="${currentOf(pathname)}"]`);
    const [row, link] = [nav.current?.getBoundingClientRect(), current?.getBoundingClientRect()];
    if (row && link) nav.current?.scrollBy({ left: link.left + link.width / 2 - row.left - row.width / 2 });
  }, [pathname]);
  return (
    <nav ref={nav} aria-label={t("sections")} className="-mx-4 overflow-x-auto px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-1 border-line border-b">
        {SECTIONS.filter(({ role }) => mayAct(own, role)).map(({ key, href }) => (
          <li key={key}>
            <Link
              href={href}
              aria-current={isWithin(pathname, href) ? "page" : undefined}
              className="-mb-px flex h-9 items-center whitespace-nowrap border-transparent border-b-2 px-3 text-ink-muted transition-colors hover:text-ink focus-visible:-outline-offset-2 aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink pointer-coarse:h-11"
            >
              {t(`nav.${key}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
