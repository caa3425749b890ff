import { Gauge, type Registry } from "prom-client";
import type { ReplicaState } from "@/lib/db/replica-watch";

type Gauges = { readonly usable: Gauge; readonly lag: Gauge };

let gauges: Gauges | undefined;

/** Sets what is known of the replica; an installation without one has no such series. */
export function setReplicaMetrics(registry: Registry, state: ReplicaState | null): void {
  if (!state) return;
  gauges ??= make(registry);
  gauges.usable.set(state.usable ? 1 : 0);
  gauges.lag.set(state.lag === null ? Number.NaN : state.lag / 1000);
}

const make = (registry: Registry): Gauges => ({
  usable: new Gauge({
    name: "reachback_replica_usable",
    help: "1 while reports and exports read from the replica, 0 while they read from the primary.",
    registers: [registry],
  }),
  lag: new Gauge({
    name: "reachback_replica_lag_seconds",
    help: "How far the replica is behind; NaN while it is away.",
    registers: [registry],
  }),
});
