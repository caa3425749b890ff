"use client";

import { createContext } from "react";

/** Closes the dialog that somebody is in. */
export const CloseDialog = createContext<() => void>(() => {});
