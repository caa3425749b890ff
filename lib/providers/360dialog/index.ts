import type { ProviderAdapter } from "@/lib/providers/provider";
import { composeCloudApi, parseCloudApi } from "@/lib/providers/shared/cloud-api";
import { guide, settings } from "./settings";
import { headerNameOf, verify360dialog } from "./signature";

/** 360dialog, Cloud API: Meta's body, trusted by a header that the operator sets. */
export const dialog360: ProviderAdapter = {
  id: "360dialog",
  name: "360dialog",
  channels: ["whatsapp"],
  settings,
  guide,
  verify: verify360dialog,
  parseStatuses: (request) => parseCloudApi(request.body),
  compose(event, { url }, secrets) {
    const headers = {
      "content-type": "application/json",
      [headerNameOf(secrets).toLowerCase()]: secrets.headerSecret ?? "",
    };
    return { method: "POST", url, headers, body: composeCloudApi(event) };
  },
};
