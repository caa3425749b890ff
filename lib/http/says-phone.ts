/** Whether a request is a phone's, as far as its browser says: a guess of what fits the screen, for nothing else. */
export const saysPhone = (headers: Pick<Headers, "get">): boolean =>
  headers.get("sec-ch-ua-mobile") === "?1" || /\bMobi/.test(headers.get("user-agent") ?? "");
