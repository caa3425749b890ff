import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

const TONES = {
  info: { icon: Info, className: "bg-accent-soft text-accent-text" },
  ok: { icon: CircleCheck, className: "bg-ok-soft text-ok-text" },
  warn: { icon: TriangleAlert, className: "bg-warn-soft text-warn-text" },
  danger: { icon: CircleAlert, className: "bg-danger-soft text-danger-text" },
} as const;

type Props = {
  readonly tone?: keyof typeof TONES;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** True when it appears in answer to something the person did; screen readers then say it. */
  readonly announce?: boolean;
  readonly className?: string;
};

/** A remark inside the page: an icon, a sentence, perhaps an action. */
export function Notice({ tone = "info", title, children, action, announce, className }: Props) {
  const { icon: Icon, className: colours } = TONES[tone];
  return (
    <div
      role={announce ? "alert" : undefined}
      className={cn(
        "flex flex-wrap items-start gap-x-3 gap-y-2 rounded-lg px-3.5 py-2.5 text-sm",
        colours,
        className,
      )}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1 basis-60 leading-relaxed">
        {title && <p className="font-semibold">{title}</p>}
        {children}
      </div>
      {action}
    </div>
  );
}
