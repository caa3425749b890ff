"use client";

import { useEffect } from "react";
import { Toaster as Sonner, toast as sonner } from "sonner";
import { useTranslations } from "use-intl";
import { showToasts } from "./toast";

/** The list of toasts, with the library that moves them. */
export function ToastList() {
  const t = useTranslations("ui");
  // The list's own effect runs first, so it is there when what waited is shown.
  useEffect(() => showToasts(({ kind, text, more }) => sonner[kind](text, more)), []);
  return (
    <Sonner
      containerAriaLabel={t("notifications")}
      position="bottom-right"
      closeButton
      // Above the navigation bar of phones.
      mobileOffset={{ bottom: "4.75rem", left: "1rem", right: "1rem" }}
      toastOptions={{
        unstyled: true,
        closeButtonAriaLabel: t("close"),
        classNames: {
          toast:
            "group relative flex w-(--width) items-start gap-2.5 rounded-lg border border-line bg-raised py-3 pr-10 pl-3.5 text-ink text-sm shadow-popup",
          title: "font-medium leading-relaxed",
          description: "text-ink-muted leading-relaxed",
          icon: "mt-0.5 shrink-0 [&_svg]:size-4",
          success: "[&_[data-icon]]:text-ok-text",
          error: "[&_[data-icon]]:text-danger-text",
          warning: "[&_[data-icon]]:text-warn-text",
          info: "[&_[data-icon]]:text-accent-text",
          closeButton:
            "absolute top-2 right-2 grid size-7 place-items-center rounded-md text-ink-muted hover:bg-hover hover:text-ink",
          actionButton:
            "ml-auto shrink-0 rounded-md border border-line px-2 py-1 font-medium text-xs hover:bg-hover",
        },
      }}
    />
  );
}
