import { createHash, randomBytes } from "node:crypto";

/** 256 random bits that travel in links and headers; only `hashToken` of it is ever stored. */
export const newToken = (): string => randomBytes(32).toString("base64url");

/** SHA-256 in hex. Without salt or stretching: 256 random bits can't be guessed or looked up. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");
