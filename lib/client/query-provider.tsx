"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { RequestError } from "./request-error";

const RETRIES = 2;

function makeClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000, // ms; moving between pages does not ask again at once
        // A refusal stays a refusal; only what can pass by itself is tried again.
        retry: (failures, error) =>
          failures < RETRIES && (!(error instanceof RequestError) || error.retryable),
      },
      mutations: { retry: false },
    },
  });
}

export function QueryProvider({ children }: { readonly children: ReactNode }) {
  // Made in state, not in the module: on the server every request needs its own.
  const [client] = useState(makeClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
