import { type ReactNode, type Ref, useState } from "react";
import { cn } from "@/components/ui/cn";

type Props = {
  /** The part that scrolls. */
  readonly ref: Ref<HTMLElement>;
  readonly label: string;
  readonly children: ReactNode;
};

/** A region that scrolls both ways; on a phone its edge fades as long as more columns follow. */
export function SideScroll({ ref, label, children }: Props) {
  const [atEnd, setAtEnd] = useState(false);
  return (
    <div className="relative">
      <section
        ref={ref}
        aria-label={label}
        onScroll={({ currentTarget: { scrollLeft, clientWidth, scrollWidth } }) =>
          setAtEnd(scrollLeft + clientWidth >= scrollWidth - 8)
        }
        className="relative max-h-[84dvh] overflow-auto focus-visible:-outline-offset-2"
      >
        {children}
      </section>
      <div
        aria-hidden
        className={cn(
          "pointer-events-none absolute inset-y-0 right-0 z-20 w-8 bg-linear-to-l from-surface to-transparent transition-opacity min-[500px]:hidden",
          atEnd && "opacity-0",
        )}
      />
    </div>
  );
}
