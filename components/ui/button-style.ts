import { cva } from "class-variance-authority";

/** Looks of everything that is pressed; links that look like buttons use it too. */
export const buttonStyle = cva(
  "relative inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium transition-colors duration-100 data-disabled:cursor-not-allowed data-disabled:opacity-55 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-accent text-accent-fg shadow-card hover:not-data-disabled:bg-accent-hover",
        secondary: "border border-line bg-surface text-ink shadow-card hover:not-data-disabled:bg-hover",
        ghost: "text-ink-muted hover:not-data-disabled:bg-hover hover:not-data-disabled:text-ink",
        danger: "bg-danger text-danger-fg shadow-card hover:not-data-disabled:bg-danger-hover",
      },
      size: {
        sm: "h-7 px-2.5 text-xs pointer-coarse:h-9 [&_svg]:size-3.5",
        md: "h-8 px-3 text-sm pointer-coarse:h-10 [&_svg]:size-4",
        lg: "h-10 px-4 text-sm pointer-coarse:h-11 [&_svg]:size-4",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);
