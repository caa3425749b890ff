"use client";

import { ChevronsUpDown, LogOut } from "lucide-react";
import { useTranslations } from "use-intl";
import { leave } from "@/components/auth/leave";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/components/ui/dropdown-menu";
import { toast } from "@/components/ui/toast";
import type { Locale } from "@/lib/auth/context";
import { sendJson } from "@/lib/client/get-json";
import { PreferenceItems } from "./preferences-menu";

type Props = { readonly name: string; readonly email: string };

export function UserMenu({ name, email }: Props) {
  const t = useTranslations("shell");
  const initials = name
    .split(/\s+/)
    .map((word) => [...word][0] ?? "")
    .slice(0, 2)
    .join("")
    .toUpperCase();
  const saveLocale = async (locale: Locale): Promise<void> => {
    await sendJson("PATCH", "/api/account", { body: { name, locale } }).catch(() =>
      toast.error(t("languageFailed")),
    );
  };
  const signOut = (): void => {
    leave().catch(() => toast.error(t("signOutFailed")));
  };
  return (
    <DropdownMenu
      className="w-60"
      align="end"
      trigger={
        <button
          type="button"
          aria-label={t("account", { name })}
          className="flex h-10 shrink-0 items-center gap-2.5 rounded-md px-1.5 text-left transition-colors hover:bg-hover data-popup-open:bg-hover"
        >
          <span
            aria-hidden
            className="grid size-7 shrink-0 place-items-center rounded-full bg-ink font-semibold text-2xs text-canvas"
          >
            {initials}
          </span>
          <span className="flex min-w-0 flex-1 flex-col max-lg:hidden">
            <span className="truncate font-medium leading-4">{name}</span>
            <span className="truncate text-2xs text-ink-muted">{email}</span>
          </span>
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-ink-muted max-lg:hidden" />
        </button>
      }
    >
      <PreferenceItems saveLocale={saveLocale} />
      <MenuSeparator />
      <MenuItem icon={<LogOut aria-hidden />} onSelect={signOut}>
        {t("signOut")}
      </MenuItem>
    </DropdownMenu>
  );
}
