"use client";

import {
  CartesianGrid,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from "recharts";
import { useFormatter, useTimeZone, useTranslations } from "use-intl";
import { STAGES } from "@/lib/reports/stage-hours/stages";
import { LineSample } from "./line-sample";
import { type DrawnPoint, isMidnight, LINES, timeTicks } from "./view-model";

type Props = {
  /** Names the chart and says how to walk through it by keyboard. */
  readonly label: string;
  readonly points: readonly DrawnPoint[];
};

/** More ticks than this collide on a wide screen; narrow ones drop every other. */
const TICKS = 9;
/** Up to so many points each is marked, so that one sees how coarse the line is. */
const MARKED = 25;
/** Two decimals, or 2,250 would stand at its line as 2.3K. */
const EXACT = { notation: "compact", maximumFractionDigits: 2 } as const;
const TICK = { fill: "var(--ink-muted)", fontSize: 11 };

/** Running totals as lines over time. Its size is its parent's. Loaded on its own: recharts is large. */
export function ProgressChart({ label, points }: Props) {
  const format = useFormatter();
  const status = useTranslations("status");
  const timeZone = useTimeZone() ?? "UTC";
  const from = points[0]?.at ?? 0;
  const to = points.at(-1)?.at ?? 0;
  const tickText = (at: number): string =>
    isMidnight(at, timeZone)
      ? format.dateTime(at, { month: "short", day: "numeric" })
      : format.dateTime(at, "time");
  return (
    <ResponsiveContainer
      width="100%"
      height="100%"
      // Until the next move the tip stays where it was, which may be outside after the window has shrunk.
      className="overflow-clip [&_.recharts-surface]:-outline-offset-2"
    >
      <LineChart
        data={points}
        accessibilityLayer
        aria-label={label}
        margin={{ top: 8, right: 12, bottom: 0, left: 8 }}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="at"
          type="number"
          domain={[from, to]}
          ticks={timeTicks(from, to, timeZone, TICKS)}
          tickFormatter={tickText}
          interval="equidistantPreserveStart"
          minTickGap={16}
          tick={TICK}
          tickMargin={6}
          stroke="var(--line-strong)"
        />
        <YAxis
          width="auto"
          allowDecimals={false}
          tickFormatter={(n: number) => format.number(n, EXACT)}
          tick={TICK}
          axisLine={false}
          tickLine={false}
        />
        <Tooltip content={Tip} cursor={{ stroke: "var(--line-strong)" }} />
        {STAGES.map((stage) => (
          <Line
            key={stage}
            dataKey={stage}
            name={status(stage)}
            type="linear"
            stroke={LINES[stage].colour}
            strokeDasharray={LINES[stage].dashes}
            strokeWidth={2}
            dot={points.length <= MARKED && { r: 2.5, strokeDasharray: "", fill: LINES[stage].colour }}
            activeDot={{ r: 4, strokeDasharray: "", stroke: "var(--surface)" }}
            animationDuration={500}
          />
        ))}
      </LineChart>
    </ResponsiveContainer>
  );
}

/** The numbers at the point that is pointed at or reached by the arrow keys; then also read out. */
function Tip({ active, payload }: TooltipContentProps) {
  const format = useFormatter();
  const status = useTranslations("status");
  const point = payload[0]?.payload as DrawnPoint | undefined;
  if (!active || !point) return null;
  return (
    <div role="status" className="rounded-lg bg-ink px-3 py-2 text-canvas text-xs shadow-popup">
      <p className="mb-1 whitespace-nowrap font-medium">{format.dateTime(point.at, "moment")}</p>
      <dl className="grid grid-cols-[auto_1fr_auto] items-center gap-x-2 gap-y-0.5">
        {STAGES.map((stage) => (
          <div key={stage} className="contents">
            <LineSample stage={stage} plain />
            <dt>{status(stage)}</dt>
            <dd className="text-right tabular-nums">{format.number(point[stage], "count")}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
