"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import type { Halted } from "@/lib/fallback/modes/contract";
import { KillSwitch } from "./kill-switch";

/** On a page that the server has drawn. */
export function WorkspaceKillSwitch({ initial }: { readonly initial: Halted }) {
  const router = useRouter();
  const [halted, setHalted] = useState(initial);
  const change = (next: Halted): void => {
    setHalted(next);
    router.refresh();
  };
  return <KillSwitch halted={halted} mayChange onChange={change} />;
}
