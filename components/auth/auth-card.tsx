import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";

type Props = { readonly title: string; readonly intro?: ReactNode; readonly children?: ReactNode };

/** The one task of a page outside the app's shell. */
export function AuthCard({ title, intro, children }: Props) {
  return (
    <Card className="sm:p-3">
      <div className="flex flex-col gap-5">
        <div className="flex flex-col gap-1">
          <h1 className="font-semibold text-lg tracking-tight">{title}</h1>
          {intro && <p className="text-ink-muted text-sm leading-relaxed">{intro}</p>}
        </div>
        {children}
      </div>
    </Card>
  );
}
