import fc from "fast-check";
import { expect, test } from "vitest";
import { EXCEL_CSV } from "@/lib/exports/text";
import { Clock } from "@/lib/rejected/export/clock";
import { localTime, utcTime } from "@/lib/rejected/local-time";

test.each(["Europe/Vienna", "Asia/Kathmandu", "America/St_Johns", null])(
  "cells with the time of %s",
  (zone) => {
    const start = fc.integer({ min: Date.UTC(1969), max: Date.UTC(2040) });
    const steps = fc.array(fc.oneof(fc.nat(999), fc.nat(70_000), fc.nat(90_000_000)));
    fc.assert(
      fc.property(start, steps, (at, back) => {
        const cell = (text: string): string => `${EXCEL_CSV.cell(text)},`;
        const clock = new Clock(zone, cell);
        for (const step of back) {
          at -= step;
          const text = zone === null ? utcTime(at) : localTime(at, zone);
          expect(Buffer.from(clock.cell(at)).toString()).toBe(cell(text));
        }
      }),
    );
  },
);
