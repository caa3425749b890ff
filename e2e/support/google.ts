import { SheetsServer } from "@/lib/logs/testing/sheets-server";
import { startInstance } from "./instance";
import { test } from "./test";

/** For each spec an instance of its own, to which another server is Google. */
export const withGoogle = () =>
  test.extend<object, { readonly google: SheetsServer }>({
    google: [
      // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from this pattern
      async ({}, use) => {
        const google = await SheetsServer.listen();
        await use(google);
        await google.close();
      },
      { scope: "worker" },
    ],
    instance: [
      async ({ google }, use) => {
        const instance = await startInstance({
          env: {
            GOOGLE_API_BASE: google.url,
            GOOGLE_CLIENT_ID: "client",
            GOOGLE_CLIENT_SECRET: "secret",
            ALLOW_PRIVATE_ADDRESSES: "true",
          },
        });
        await use(instance);
        await instance.stop();
      },
      { scope: "worker", timeout: 180_000 },
    ],
  });
