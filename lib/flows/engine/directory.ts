import type { Pool } from "pg";
import type { FlowFacts } from "@/lib/domain/flow/facts";
import { type CompiledFlow, compileFlow, type Walk } from "@/lib/domain/flow/walk";
import { reasonClassOf } from "@/lib/domain/reason/dictionary";
import {
  ensureFlowPaths,
  flowsFingerprint,
  flowsOfCampaigns,
  type LoadedVersion,
  loadVersions,
  type PublishedFlow,
  providersOfConnections,
  publishedFlows,
  runsAreWaiting,
} from "@/lib/flows/engine/store";
import type { IncomingStatus } from "@/lib/ingest/incoming";

/** Milliseconds after which a published flow, or a campaign's choice of one, is noticed. */
const RELOAD_EVERY = 1000;
/** Numbers of paths remembered for a version; a graph of many conditions has more than anybody ever takes. */
const LIMIT = 20_000;

/** The way that a status took through its campaign's flow. The same object for the same way. */
export type FlowWalk = {
  readonly workspaceId: number;
  readonly flowId: number;
  readonly version: number;
  readonly walk: Walk;
  /** Null: no status has taken this way yet; see `number`. */
  readonly pathId: number | null;
};

/** A version in memory, with the ways that were taken through it. */
class Version {
  readonly compiled: CompiledFlow;
  private readonly known = new Map<string, FlowWalk>();
  private readonly ids: Map<string, number>;

  constructor(private readonly loaded: LoadedVersion) {
    this.compiled = compileFlow(loaded.definition);
    this.ids = new Map(loaded.paths.map(({ id, trail }) => [trail, id]));
  }

  walkOf(walk: Walk): FlowWalk {
    const known = this.known.get(walk.trail);
    if (known) return known;
    const { workspaceId, flowId, version } = this.loaded;
    const pathId = this.ids.get(walk.trail) ?? null;
    const made = { workspaceId, flowId, version, walk, pathId };
    if (pathId !== null && this.known.size < LIMIT) this.known.set(walk.trail, made);
    return made;
  }

  learn(trail: string, id: number): void {
    if (this.ids.size >= LIMIT) this.ids.clear();
    this.ids.set(trail, id);
  }
}

/** The published flows, and which campaign runs which, in memory: the usual batch asks the database nothing. */
export class FlowDirectory {
  private versions = new Map<string, Version>();
  private ofCampaign = new Map<number, { readonly workspaceId: number; readonly version: Version }>();
  private ofWorkspace = new Map<number, Version>();
  /** Workspaces without a campaign that has a flow of its own. */
  private alike: ReadonlySet<number> = new Set();
  private waiting = false;
  private readonly met = new Set<number>();
  private providers = new Map<number, string>();
  private fingerprint: string | null = null;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly pool: Pool,
    onError: (error: unknown) => void,
  ) {
    this.timer = setInterval(() => void this.reload().catch(onError), RELOAD_EVERY);
    this.timer.unref();
  }

  /** Loads what has changed since the last time. */
  async reload(): Promise<void> {
    this.waiting = await runsAreWaiting(this.pool);
    const fingerprint = await flowsFingerprint(this.pool);
    if (fingerprint === this.fingerprint) return;
    const published = await publishedFlows(this.pool);
    const chosen = await flowsOfCampaigns(this.pool);
    const providers = await providersOfConnections(this.pool);
    const unseen = published.filter((flow) => !this.versions.has(nameOf(flow)));
    const loaded = new Map((await loadVersions(this.pool, unseen)).map((each) => [nameOf(each), each]));
    const versions = new Map<string, Version>();
    for (const flow of published) {
      const name = nameOf(flow);
      const row = loaded.get(name);
      const version = this.versions.get(name) ?? (row && new Version(row));
      if (version) versions.set(name, version);
    }
    this.take(versions, published, chosen);
    this.providers = providers;
    this.fingerprint = fingerprint;
  }

  private take(
    versions: Map<string, Version>,
    published: readonly PublishedFlow[],
    chosen: readonly { readonly campaignId: number; readonly flowId: number }[],
  ): void {
    const ofFlow = new Map(published.map((flow) => [flow.flowId, flow]));
    const ofCampaign = new Map<number, { workspaceId: number; version: Version }>();
    for (const { campaignId, flowId } of chosen) {
      const flow = ofFlow.get(flowId);
      const version = flow && versions.get(nameOf(flow));
      if (version) ofCampaign.set(campaignId, { workspaceId: flow.workspaceId, version });
    }
    this.versions = versions;
    this.ofCampaign = ofCampaign;
    const differing = new Set([...ofCampaign.values()].map(({ workspaceId }) => workspaceId));
    this.ofWorkspace = new Map(
      published.flatMap((flow) => {
        const version = flow.isDefault ? versions.get(nameOf(flow)) : undefined;
        return version ? [[flow.workspaceId, version]] : [];
      }),
    );
    this.alike = new Set(
      [...this.ofWorkspace].flatMap(([workspaceId, { compiled }]) =>
        compiled.asksStatusOnly && !differing.has(workspaceId) ? [workspaceId] : [],
      ),
    );
  }

  /**
   * Walks a status through its campaign's flow as far as that needs neither time nor the outside.
   * @param campaignId - the message's, which may be another than the event alone would have.
   * @returns null while the workspace has no flow (it was made less than a second ago).
   */
  walk(event: IncomingStatus, campaignId: number): FlowWalk | null {
    const { workspaceId } = event;
    const chosen = this.ofCampaign.get(campaignId);
    const version = chosen?.workspaceId === workspaceId ? chosen.version : this.ofWorkspace.get(workspaceId);
    if (!version) return null;
    const { compiled } = version;
    const walk = compiled.ofStatus(event.status) ?? compiled.walk(this.factsOf(event, campaignId));
    return version.walkOf(walk);
  }

  /**
   * Loads again for workspaces without a flow that may have been made since the last time; once, for one may
   * have none on purpose.
   * @returns whether it was loaded
   */
  async meet(workspaceIds: readonly number[]): Promise<boolean> {
    const strangers = workspaceIds.filter((id) => !this.met.has(id));
    if (strangers.length === 0) return false;
    for (const id of strangers) this.met.add(id);
    await this.reload();
    return true;
  }

  /** Whether a status takes the same way in whatever campaign of the workspace its message turns out to be. */
  sameInAllCampaigns(workspaceId: number): boolean {
    return this.alike.has(workspaceId);
  }

  /** Whether any run may wait for a status of its message. */
  waits(): boolean {
    return this.waiting;
  }

  /** What the event itself knows. */
  private factsOf(event: IncomingStatus, campaignId: number): FlowFacts {
    const provider = this.providers.get(event.connectionId);
    const code = event.errorCode ?? null;
    return {
      status: event.status,
      word: event.rawStatus,
      reasonClass:
        event.status !== "rejected"
          ? null
          : provider === undefined
            ? undefined
            : reasonClassOf(provider, event.channel, code),
      reasonCode: code,
      reasonText: event.errorText ?? null,
      country: event.country,
      template: event.template ?? null,
      campaignId,
      campaignName: undefined,
      channel: event.channel,
      messageId: event.providerMessageId,
      recipient: event.recipient ?? event.recipientUserId ?? null,
      sender: event.sender ?? null,
      occurredAt: event.occurredAt ?? event.receivedAt,
      now: event.receivedAt,
      timeZone: event.timeZone,
      foundZone: null,
      variables: undefined,
    };
  }

  /** Gives their paths numbers; later walks of the same ways have them. */
  async number(walks: readonly FlowWalk[]): Promise<void> {
    const rows = await ensureFlowPaths(
      this.pool,
      walks.map(({ walk, ...flow }) => ({ ...flow, trail: walk.trail })),
    );
    for (const row of rows) this.versions.get(nameOf(row))?.learn(row.trail, row.id);
  }

  /** After a workspace was removed, its paths are gone. */
  forget(): void {
    this.fingerprint = null;
    this.versions.clear();
  }

  close(): void {
    clearInterval(this.timer);
  }
}

const nameOf = ({ workspaceId, flowId, version }: Omit<PublishedFlow, "isDefault">): string =>
  `${workspaceId}|${flowId}|${version}`;
