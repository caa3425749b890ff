import type { Stage } from "@/lib/reports/stage-hours/stages";
import { LINES } from "./view-model";

type Props = {
  readonly stage: Stage;
  /** In the colour of the text around it, where the stage's own would not be legible. */
  readonly plain?: boolean;
};

/** A piece of a stage's line, for legends. */
export function LineSample({ stage, plain = false }: Props) {
  const { colour, dashes } = LINES[stage];
  return (
    <svg aria-hidden="true" viewBox="0 0 28 4" className="h-1 w-7 shrink-0">
      <path
        d="M0 2H28"
        stroke={plain ? "currentColor" : colour}
        strokeWidth={2}
        strokeDasharray={dashes}
        fill="none"
      />
    </svg>
  );
}
