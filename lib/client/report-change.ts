/** For `useLivePolling`: what a report says, without the time at which it was made, which always differs. */
export const reportChange = ({ asOf: _, ...content }: { readonly asOf: string }): string =>
  JSON.stringify(content);
