import type { ComponentProps } from "react";
import { cn } from "./cn";

type TableProps = ComponentProps<"table"> & {
  /** Names the table and its scroll region. */
  readonly label: string;
  /** Caps the height (e.g. `max-h-[60dvh]`) so that the header stays in sight; without it the page scrolls. */
  readonly regionClassName?: string;
};

/** A table in a region that scrolls sideways by keyboard, too, where the screen is narrow. */
export function Table({ label, regionClassName, className, ...rest }: TableProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
      tabIndex={0}
      className={cn("relative overflow-auto focus-visible:-outline-offset-2", regionClassName)}
    >
      <table
        aria-label={label}
        {...rest}
        className={cn("w-full border-separate border-spacing-0 text-left text-sm", className)}
      />
    </section>
  );
}

export function THead({ className, ...rest }: ComponentProps<"thead">) {
  return <thead {...rest} className={cn("[&_th]:sticky [&_th]:top-0 [&_th]:z-10", className)} />;
}

/** Rows carry the background, so that a cell can have its own colour. */
export function TBody({ className, ...rest }: ComponentProps<"tbody">) {
  return (
    <tbody {...rest} className={cn("[&>tr:last-child>*]:border-b-0 [&>tr:hover]:bg-hover", className)} />
  );
}

export function Tr(props: ComponentProps<"tr">) {
  return <tr {...props} />;
}

const HEADER =
  "h-9 whitespace-nowrap border-line border-b bg-sunken px-3 font-medium text-ink-muted text-xs first:pl-4 last:pr-4 sm:first:pl-5 sm:last:pr-5";

type CellProps = { /** Figures: right-aligned, tabular. */ readonly numeric?: boolean };

export function Th({ numeric, className, scope = "col", ...rest }: ComponentProps<"th"> & CellProps) {
  return <th {...rest} scope={scope} className={cn(HEADER, numeric && "text-right", className)} />;
}

/** First cell of a row that names it. */
export function RowHeader({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      {...rest}
      scope="row"
      className={cn(
        "border-line border-b px-3 py-2 text-left font-medium first:pl-4 sm:first:pl-5",
        className,
      )}
    />
  );
}

export function Td({ numeric, className, ...rest }: ComponentProps<"td"> & CellProps) {
  return (
    <td
      {...rest}
      className={cn(
        "border-line border-b px-3 py-2 align-middle first:pl-4 last:pr-4 sm:first:pl-5 sm:last:pr-5",
        numeric && "text-right tabular-nums",
        className,
      )}
    />
  );
}
