"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { useTranslations } from "use-intl";
import { CloseDialog } from "./close-dialog";
import { cn } from "./cn";
import { IconButton } from "./icon-button";
import { scrimStyle } from "./popup-style";
import type { Surface } from "./use-popup";

export type DialogLook = {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly children?: ReactNode;
  /** Buttons at the bottom, the main one last. Wrap the one that cancels in `DialogClose`. */
  readonly footer?: ReactNode;
  readonly size?: "sm" | "md" | "lg";
  /** `side`: a full-height sheet at the right edge, for details beside a list. */
  readonly placement?: "center" | "side";
};

const WIDTH = { sm: "sm:max-w-md", md: "sm:max-w-xl", lg: "sm:max-w-3xl" };

const CENTER =
  "inset-x-0 bottom-0 max-h-[92dvh] rounded-t-xl sm:inset-x-auto sm:top-[12dvh] sm:bottom-auto sm:left-1/2 sm:max-h-[76dvh] sm:-translate-x-1/2 sm:rounded-xl data-ending-style:translate-y-2 data-starting-style:translate-y-2";
const SIDE =
  "inset-y-0 right-0 h-dvh border-y-0 border-r-0 data-ending-style:translate-x-4 data-starting-style:translate-x-4";

type Props = DialogLook & { readonly surface: Surface };

/** What `Dialog` opens. */
export function DialogWindow({
  title,
  description,
  children,
  footer,
  size = "sm",
  placement = "center",
  surface,
}: Props) {
  const t = useTranslations("ui");
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={surface.open} onOpenChange={(next) => surface.onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className={scrimStyle} />
        <Base.Popup
          ref={popup}
          // On touch screens a focused field would bring up the keyboard at once.
          initialFocus={surface.openedBy === "touch" ? popup : undefined}
          finalFocus={surface.anchor.current ? surface.anchor : undefined}
          className={cn(
            "fixed z-40 flex w-full flex-col border border-line bg-raised text-ink shadow-popup outline-none transition-[opacity,translate] duration-150 ease-out data-ending-style:opacity-0 data-starting-style:opacity-0",
            WIDTH[size],
            placement === "side" ? SIDE : CENTER,
          )}
        >
          <CloseDialog value={() => surface.onOpenChange(false)}>
            <header className="flex flex-col gap-1 py-4 pr-14 pl-5">
              <Base.Title className="font-semibold text-base">{title}</Base.Title>
              {description && (
                <Base.Description className="text-ink-muted text-sm leading-relaxed">
                  {description}
                </Base.Description>
              )}
            </header>
            {children && (
              <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-5 pt-1 pb-5">
                {children}
              </div>
            )}
            {footer && (
              <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t bg-surface px-5 py-3 rounded-b-xl">
                {footer}
              </footer>
            )}
            {/* Last in the order of focus, so that a dialog starts at its first field. */}
            <Base.Close
              render={
                <IconButton label={t("close")} icon={<X aria-hidden />} className="absolute top-3 right-3" />
              }
            />
          </CloseDialog>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
