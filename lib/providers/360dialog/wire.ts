/**
 * 360dialog passes the Cloud API body on as it is (docs.360dialog.com, read May 2026), so shapes and status
 * table are those of `shared/cloud-api.ts`. It documents no signature; trust comes from a header of our own
 * that the operator sets on the webhook.
 */
export const DEFAULT_HEADER_NAME = "X-Webhook-Secret";
