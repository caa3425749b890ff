"use client";

import { useTranslations } from "use-intl";
import { Notice } from "@/components/ui/notice";
import type { SuppressionOutcome } from "@/lib/suppression/definition";

/** Lines of a paste or file that are no number, and why. */
export function UnreadLines({ outcome: { unread, unreadCount } }: { readonly outcome: SuppressionOutcome }) {
  const t = useTranslations("suppression.unread");
  return (
    <Notice tone="warn" announce title={t("title", { count: unreadCount })}>
      <ul className="mt-1 max-h-40 overflow-y-auto text-xs">
        {unread.map(({ line, text, cause }) => (
          <li key={`${line} ${text}`} className="break-all">
            {t("line", { line, text })} — {t(cause)}
          </li>
        ))}
      </ul>
      {unreadCount > unread.length && (
        <p className="text-xs">{t("more", { count: unreadCount - unread.length })}</p>
      )}
    </Notice>
  );
}
