/** Requests of this process on their way at once. */
const ALTOGETHER = 100;
/** Of them to one host: one that is slow, through however many steps, leaves half to all others. */
const TO_A_HOST = 50;

type Turn = { readonly until: number; readonly begin: (mayGo: boolean) => void };
type Host = { underway: number; readonly queue: Turn[] };

type Bounds = { readonly altogether: number; readonly toAHost: number };

/** Bounds all requests of runs together. A free place goes to the host that has the fewest on their way. */
export class Gate {
  private underway = 0;
  /** In the order in which they last began to wait. */
  private readonly hosts = new Map<string, Host>();
  private closed = false;

  constructor(private readonly bounds: Bounds = { altogether: ALTOGETHER, toAHost: TO_A_HOST }) {}

  /**
   * @param until - by the clock of `performance`
   * @returns null where its turn did not come until then, or ever
   */
  async run<Result>(name: string, until: number, work: () => Promise<Result>): Promise<Result | null> {
    const host = this.hosts.get(name) ?? { underway: 0, queue: [] };
    this.hosts.set(name, host);
    if (this.underway >= this.bounds.altogether || host.underway >= this.bounds.toAHost) {
      const mayGo = await new Promise<boolean>((begin) => host.queue.push({ until, begin }));
      if (!mayGo) return null;
    } else this.enter(host);
    try {
      return this.closed ? null : await work();
    } finally {
      this.leave(name, host);
    }
  }

  /** What waits for its turn is given back. */
  close(): void {
    this.closed = true;
    for (const { queue } of this.hosts.values()) for (const { begin } of queue.splice(0)) begin(false);
  }

  private enter(host: Host): void {
    this.underway++;
    host.underway++;
  }

  private leave(name: string, host: Host): void {
    this.underway--;
    host.underway--;
    for (let next = this.nextHost(); next; next = this.nextHost()) {
      const turn = next.host.queue.shift();
      const mayGo = turn !== undefined && performance.now() < turn.until;
      if (mayGo) {
        this.enter(next.host);
        // To the end of the order: hosts with as many on their way take turns.
        this.hosts.delete(next.name);
        this.hosts.set(next.name, next.host);
      }
      turn?.begin(mayGo);
      if (mayGo) break;
    }
    if (host.underway === 0 && host.queue.length === 0) this.hosts.delete(name);
  }

  private nextHost(): { readonly name: string; readonly host: Host } | null {
    let best: { readonly name: string; readonly host: Host } | null = null;
    for (const [name, host] of this.hosts) {
      if (host.queue.length === 0 || host.underway >= this.bounds.toAHost) continue;
      if (!best || host.underway < best.host.underway) best = { name, host };
    }
    return best;
  }
}

/** Of an address that people typed; what is none waits with all others that are none. */
export const hostOf = (url: string): string => URL.parse(url)?.host ?? "";
