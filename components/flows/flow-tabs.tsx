"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl";

const PARTS = [
  { key: "heatmap", path: "" },
  { key: "versions", path: "/versions" },
  { key: "campaigns", path: "/campaigns" },
] as const;

export function FlowTabs({ id }: { readonly id: string }) {
  const t = useTranslations("flows.tabs");
  const pathname = usePathname();
  return (
    <nav aria-label={t("label")} className="-mx-4 overflow-x-auto px-4 sm:mx-0 sm:px-0">
      <ul className="flex gap-1 border-line border-b">
        {PARTS.map(({ key, path }) => (
          <li key={key}>
            <Link
              href={`/flows/${id}${path}`}
              aria-current={pathname === `/flows/${id}${path}` ? "page" : undefined}
              className="-mb-px flex h-9 items-center whitespace-nowrap border-transparent border-b-2 px-3 text-ink-muted transition-colors hover:text-ink focus-visible:-outline-offset-2 aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink pointer-coarse:h-11"
            >
              {t(key)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
