"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl";

const SECTIONS = [
  { key: "general", href: "/settings", admin: true },
  { key: "members", href: "/settings/members", admin: true },
  { key: "apiKeys", href: "/settings/api-keys", admin: true },
  { key: "audit", href: "/settings/audit", admin: true },
  { key: "account", href: "/settings/account", admin: false },
] as const;

/** The sections that this person may open. */
export function SettingsNav({ isAdmin }: { readonly isAdmin: boolean }) {
  const t = useTranslations("settings");
  const pathname = usePathname();
  return (
    <nav aria-label={t("sections")} className="-mx-4 overflow-x-auto px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-1 border-line border-b">
        {SECTIONS.filter(({ admin }) => isAdmin || !admin).map(({ key, href }) => (
          <li key={key}>
            <Link
              href={href}
              aria-current={pathname === href ? "page" : undefined}
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
