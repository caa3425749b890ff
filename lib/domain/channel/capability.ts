import type { Channel } from "../message/status";

/** Channels that reach people whom WhatsApp missed. */
export type FallbackChannel = Exclude<Channel, "whatsapp">;

/** What a provider's SMS and calls can do beside the text; the contract suite holds every sender to it. */
export type Capability = {
  /** SMS: the networks can be told when to stop trying. */
  readonly validity: boolean;
  /** Null: it makes no spoken calls. */
  readonly calls: {
    /** It asks for "press 1" and reports the pressed key. */
    readonly pressToConfirm: boolean;
    /** It tells a person from an answering machine, also where no key is asked for. */
    readonly detectsMachines: boolean;
  } | null;
};

/** By what a connection can reach people. */
export type Ability = { readonly channels: readonly FallbackChannel[]; readonly can: Capability };

/** Of a connection that only receives statuses. */
export const SENDS_NOTHING: Ability = { channels: [], can: { validity: false, calls: null } };
