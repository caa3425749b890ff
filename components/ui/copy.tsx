"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { toast } from "@/components/ui/toast";
import { Button } from "./button";
import { cn } from "./cn";
import { IconButton } from "./icon-button";

/** Copies and reports it for two seconds; where the browser forbids it, says what to do instead. */
function useCopy(text: string): { copied: boolean; copy: () => Promise<void> } {
  const t = useTranslations("ui");
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2000); // ms
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch {
      // Clipboards exist only on https and localhost, and people can refuse.
      toast.error(t("copyFailed"));
    }
  };
  return { copied, copy };
}

type ButtonProps = {
  readonly text: string;
  /** What is copied, e.g. "webhook address". */
  readonly name: string;
  readonly size?: "sm" | "md";
  /** Only the icon, with a tooltip. */
  readonly iconOnly?: boolean;
  readonly className?: string;
};

export function CopyButton({ text, name, size = "md", iconOnly, className }: ButtonProps) {
  const t = useTranslations("ui");
  const { copied, copy } = useCopy(text);
  const icon = copied ? <Check aria-hidden /> : <Copy aria-hidden />;
  return (
    <>
      {iconOnly ? (
        <IconButton
          label={copied ? t("copied") : t("copyNamed", { name })}
          icon={icon}
          size={size}
          onClick={copy}
          className={className}
        />
      ) : (
        <Button
          aria-label={t("copyNamed", { name })}
          icon={icon}
          size={size}
          onClick={copy}
          className={className}
        >
          {copied ? t("copied") : t("copy")}
        </Button>
      )}
      <span role="status" className="sr-only">
        {copied ? t("copied") : ""}
      </span>
    </>
  );
}

/** A value to take elsewhere, such as an address or a key, whole and selectable, with its button. */
export function CopyField({ text, name, className }: { text: string; name: string; className?: string }) {
  return (
    <div className={cn("flex min-w-0 items-stretch gap-2", className)}>
      <input
        readOnly
        aria-label={name}
        value={text}
        onFocus={(event) => event.currentTarget.select()}
        className="h-8 min-w-0 flex-1 rounded-md border border-line bg-sunken px-2.5 font-mono text-xs pointer-coarse:h-10"
      />
      <CopyButton text={text} name={name} />
    </div>
  );
}
