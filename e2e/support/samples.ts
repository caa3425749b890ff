import { inventedSettings, settingsOfSample } from "@/lib/providers/contract/sample-settings";
import { loadSamples, type Sample } from "@/lib/providers/contract/samples";
import { type ProviderId, providers } from "@/lib/providers/registry";

/** Samples that are played one after another into the same connection; a sample alone is a scene of one. */
export type Scene = {
  readonly name: string;
  readonly settings: Record<string, string>;
  readonly samples: readonly Sample[];
};

const stepOf = (sample: Sample): number => Number(sample.expected.sequence?.split(":")[1] ?? 1);

export const providerIds = Object.keys(providers) as ProviderId[];

export function scenesOf(provider: ProviderId): Scene[] {
  const samples = loadSamples(provider);
  const byName = new Map<string, Sample[]>();
  for (const sample of samples) {
    const name = sample.expected.sequence?.split(":")[0] ?? sample.expected.file;
    byName.set(name, [...(byName.get(name) ?? []), sample]);
  }
  return [...byName].map(([name, scene]) => ({
    name,
    settings: settingsFor(provider, samples, scene[0] as Sample),
    samples: scene.sort((a, b) => stepOf(a) - stepOf(b)),
  }));
}

/** A sample that must be refused meets a connection with the secrets of its valid neighbours. */
function settingsFor(provider: ProviderId, all: readonly Sample[], sample: Sample): Record<string, string> {
  const valid =
    all.find((other) => other.meta.scheme === sample.meta.scheme && other.expected.authentic) ?? sample;
  const settings = { ...inventedSettings(provider, "e2e"), ...settingsOfSample(valid.meta) };
  return Object.fromEntries(
    Object.entries(settings).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
