"use client";

import { Languages, Monitor, Moon, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { DropdownMenu, MenuRadioGroup, MenuSeparator } from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import type { Locale } from "@/lib/auth/context";
import { rememberPreference } from "@/lib/client/browser-cookie";
import { isTheme, type Theme } from "./theme";

// Each in its own words, so that people find theirs whatever is chosen now.
const LANGUAGES = [
  { value: "en", label: <span lang="en">English</span> },
  { value: "zh", label: <span lang="zh">中文</span> },
] as const;

function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState<Theme>("system");
  useEffect(() => {
    const { theme: shown } = document.documentElement.dataset;
    if (isTheme(shown)) setTheme(shown);
  }, []);
  return [
    theme,
    (next) => {
      document.documentElement.dataset.theme = next;
      rememberPreference("theme", next);
      setTheme(next);
    },
  ];
}

type ItemsProps = {
  /** Saves the language with the account; without it the browser alone remembers it. */
  readonly saveLocale?: (locale: Locale) => Promise<void>;
};

/** Language and theme, as groups inside a menu. */
export function PreferenceItems({ saveLocale }: ItemsProps) {
  const t = useTranslations("shell");
  const locale = useLocale();
  const router = useRouter();
  const [theme, setTheme] = useTheme();
  const changeLocale = async (next: Locale): Promise<void> => {
    rememberPreference("locale", next);
    await saveLocale?.(next);
    router.refresh();
  };
  const themes = [
    { value: "system", label: t("themeSystem"), icon: <Monitor aria-hidden className="text-ink-muted" /> },
    { value: "light", label: t("themeLight"), icon: <Sun aria-hidden className="text-ink-muted" /> },
    { value: "dark", label: t("themeDark"), icon: <Moon aria-hidden className="text-ink-muted" /> },
  ] as const;
  return (
    <>
      <MenuRadioGroup label={t("language")} value={locale} options={LANGUAGES} onValueChange={changeLocale} />
      <MenuSeparator />
      <MenuRadioGroup label={t("theme")} value={theme} options={themes} onValueChange={setTheme} />
    </>
  );
}

/** For pages that people see before they sign in. */
export function PreferencesMenu() {
  const t = useTranslations("shell");
  return (
    <DropdownMenu trigger={<IconButton label={t("preferences")} icon={<Languages aria-hidden />} />}>
      <PreferenceItems />
    </DropdownMenu>
  );
}
