"use client";

import { lazy, type ReactNode, Suspense, use } from "react";
import { type ItemProps, MenuParts, type RadioProps } from "./menu-parts";
import { type Trigger, usePopup } from "./use-popup";

type RootProps = {
  readonly trigger: Trigger;
  readonly children: ReactNode;
  readonly side?: "top" | "bottom" | "right";
  readonly align?: "start" | "center" | "end";
  readonly className?: string;
};

const load = () => import("./menu-window");
const MenuWindow = lazy(async () => ({ default: (await load()).MenuWindow }));

export function DropdownMenu({ trigger, children, ...look }: RootProps) {
  const { face, wanted, surface } = usePopup({ kind: "menu", trigger, load });
  return (
    <>
      {face}
      {wanted && (
        <Suspense>
          <MenuWindow {...look} surface={surface}>
            {children}
          </MenuWindow>
        </Suspense>
      )}
    </>
  );
}

/** An action, or with `href` a link. */
export function MenuItem(props: ItemProps) {
  const parts = use(MenuParts);
  return parts && <parts.Item {...props} />;
}

/** One choice of several inside a menu, with its own heading. */
export function MenuRadioGroup<Value extends string>(props: RadioProps<Value>) {
  const parts = use(MenuParts);
  return parts && <parts.RadioGroup {...(props as unknown as RadioProps<string>)} />;
}

export function MenuSeparator() {
  const parts = use(MenuParts);
  return parts && <parts.Separator />;
}
