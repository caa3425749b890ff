"use client";

import { Input as BaseInput } from "@base-ui/react/input";
import { Eye, EyeOff } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { useTranslations } from "use-intl";
import { cn } from "./cn";
import { controlStyle } from "./field-style";

export type InputProps = Omit<ComponentProps<typeof BaseInput>, "className"> & {
  readonly className?: string;
};

/** Inside a `Field` it finds its label, hint and error by itself. */
export function Input({ className, ...rest }: InputProps) {
  return <BaseInput {...rest} className={cn(controlStyle, "h-8 pointer-coarse:h-10", className)} />;
}

/** A password or key: hidden until its owner asks to see it. */
export function SecretInput({ className, ...rest }: Omit<InputProps, "type">) {
  const t = useTranslations("ui");
  const [shown, setShown] = useState(false);
  const label = shown ? t("hideSecret") : t("showSecret");
  return (
    <span className="relative block">
      <Input {...rest} type={shown ? "text" : "password"} className={cn("pr-9", className)} />
      <button
        type="button"
        aria-label={label}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute inset-y-0 right-0 grid w-8 place-items-center rounded-md text-ink-muted hover:text-ink"
      >
        {shown ? <EyeOff aria-hidden className="size-4" /> : <Eye aria-hidden className="size-4" />}
      </button>
    </span>
  );
}
