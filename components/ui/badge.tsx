import { cva, type VariantProps } from "class-variance-authority";
import type { ReactNode } from "react";
import { cn } from "./cn";

const style = cva(
  "inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs [&_svg]:size-3 [&_svg]:shrink-0",
  {
    variants: {
      tone: {
        neutral: "bg-status-accepted-soft text-ink-muted",
        accent: "bg-accent-soft text-accent-text",
        ok: "bg-ok-soft text-ok-text",
        warn: "bg-warn-soft text-warn-text",
        danger: "bg-danger-soft text-danger-text",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

type Props = VariantProps<typeof style> & {
  readonly icon?: ReactNode;
  readonly children: ReactNode;
  readonly className?: string;
};

export function Badge({ tone, icon, children, className }: Props) {
  return (
    <span className={cn(style({ tone }), className)}>
      {icon}
      {children}
    </span>
  );
}
