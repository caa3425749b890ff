import { defineConfig } from "prisma/config";

// `npx prisma migrate deploy` elsewhere sees the same history that `npm start` applies.
export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://localhost/reachback" },
});
