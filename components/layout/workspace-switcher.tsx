"use client";

import { ChevronsUpDown } from "lucide-react";
import { useTranslations } from "use-intl";
import { DropdownMenu, MenuRadioGroup } from "@/components/ui/dropdown-menu";
import type { Role } from "@/lib/auth/context";
import { rememberPreference } from "@/lib/client/browser-cookie";

type Props = {
  readonly current: number;
  readonly workspaces: readonly { readonly id: number; readonly name: string; readonly role: Role }[];
};

/** Only a wish: the server checks at every request that the person is a member. */
function switchTo(id: string): void {
  rememberPreference("workspace", id);
  // A full load, and to the start: nothing cached or addressed in the old workspace exists in the new one.
  window.location.assign("/");
}

export function WorkspaceSwitcher({ current, workspaces }: Props) {
  const t = useTranslations("shell");
  const name = workspaces.find(({ id }) => id === current)?.name ?? "";
  const initial = [...name][0]?.toUpperCase();
  const face = (
    <>
      <span
        aria-hidden
        className="grid size-5 shrink-0 place-items-center rounded-sm bg-accent-soft font-semibold text-2xs text-accent-text"
      >
        {initial}
      </span>
      <span className="min-w-0 flex-1 truncate text-left font-medium">{name}</span>
    </>
  );
  if (workspaces.length < 2) return <p className="flex h-9 items-center gap-2 px-2">{face}</p>;
  return (
    <DropdownMenu
      align="start"
      className="w-60"
      trigger={
        <button
          type="button"
          aria-label={t("switchWorkspace", { name })}
          className="flex h-9 w-full min-w-0 items-center gap-2 rounded-md border border-line px-2 shadow-card transition-colors hover:bg-hover data-popup-open:bg-hover"
        >
          {face}
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-ink-muted" />
        </button>
      }
    >
      <MenuRadioGroup
        label={t("workspace")}
        value={String(current)}
        options={workspaces.map((one) => ({
          value: String(one.id),
          label: (
            <>
              {one.name} <span className="text-ink-muted text-xs">{t(`roles.${one.role}`)}</span>
            </>
          ),
        }))}
        onValueChange={switchTo}
      />
    </DropdownMenu>
  );
}
