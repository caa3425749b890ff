import type { FullLane } from "@/lib/flows/engine/run-store";

/** Requests of one step on their way at once, in this process: a slow address fills its own lane only. */
const IN_A_LANE = 25;
/** Milliseconds after which what still waits for its turn is given back, well before its lease ends. */
const TURN_WITHIN = 25_000;

type Turn = { readonly since: number; readonly begin: (mayGo: boolean) => void };
type Lane = { readonly lane: FullLane; underway: number; readonly queue: Turn[] };

/** Bounds what goes outside, each step of a flow apart from every other; all together pass the gate behind. */
export class Lanes {
  private readonly lanes = new Map<string, Lane>();
  private closed = false;

  /** @param onRoom - told when a full lane can take more */
  constructor(private readonly onRoom: () => void) {}

  /** Steps whose runs must not be taken now. */
  full(): FullLane[] {
    return [...this.lanes.values()].filter(({ queue }) => queue.length >= IN_A_LANE).map(({ lane }) => lane);
  }

  /**
   * @param work - is told until when it must have begun outside, by the clock of `performance`
   * @returns null where its turn did not come in time, or ever
   */
  async run<Result>(
    { flowId, stepId }: FullLane,
    work: (until: number) => Promise<Result>,
  ): Promise<Result | null> {
    const since = performance.now();
    const name = `${flowId}|${stepId}`;
    const lane = this.lanes.get(name) ?? { lane: { flowId, stepId }, underway: 0, queue: [] };
    this.lanes.set(name, lane);
    if (lane.underway >= IN_A_LANE) {
      const mayGo = await new Promise<boolean>((begin) => lane.queue.push({ since, begin }));
      if (!mayGo) return null;
    } else lane.underway++;
    try {
      return this.closed ? null : await work(since + TURN_WITHIN);
    } finally {
      this.next(name, lane);
    }
  }

  /** What waits for its turn is given back. */
  close(): void {
    this.closed = true;
    for (const { queue } of this.lanes.values()) for (const { begin } of queue.splice(0)) begin(false);
  }

  /** Who leaves hands the place on. */
  private next(name: string, lane: Lane): void {
    for (let turn = lane.queue.shift(); turn; turn = lane.queue.shift()) {
      const inTime = performance.now() - turn.since < TURN_WITHIN;
      turn.begin(inTime);
      if (lane.queue.length === IN_A_LANE - 1) this.onRoom();
      if (inTime) return;
    }
    if (--lane.underway === 0) this.lanes.delete(name);
  }
}
