# syntax=docker/dockerfile:1
# One image, four programs: api, ingest, worker, migrate. Which one runs is the command.

FROM node:24.21.0-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY admin-portal/package.json admin-portal/
COPY libs/plugin-sdk/package.json libs/plugin-sdk/
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY admin-portal/package.json admin-portal/
COPY libs/plugin-sdk/package.json libs/plugin-sdk/
# The image has its own Node; the one among the packages is for machines without.
RUN npm ci --omit=dev --workspaces=false --no-audit --no-fund \
  && rm -rf node_modules/node-linux-* node_modules/.bin/node

FROM node:24.21.0-bookworm-slim
ENV NODE_ENV=production \
    HYDRANT_DATA_DIR=/tmp/hydrant \
    PORT=3000
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY --from=build /app/admin-portal/dist admin-portal/dist
COPY package.json ./
COPY plugins plugins
COPY tools/launcher/provision.mjs tools/launcher/provision-leakproof.mjs tools/launcher/provision-main.mjs tools/launcher/
COPY deploy/mosquitto/dynamic-security.mjs deploy/mosquitto/
# Where a volume for files to be imported goes: it takes over the owner.
RUN install -d -o 1000 -g 1000 /var/lib/hydrant/imports
# The user "node" of the base image; nothing else in the image belongs to it, and it writes there and to /tmp alone.
USER 1000:1000
EXPOSE 3000
CMD ["node", "--enable-source-maps", "dist/apps/api/src/main.js"]
