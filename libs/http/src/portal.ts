import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { pathOf } from './problem.filter';

/** Prefixes that never answer with a page of the portal. The portal's own files are known by the dot in their name. */
const ownedByServer = ['/api', '/docs', '/health', '/metrics'];

/** Where the built portal lies, seen from the folder in which npm starts the processes. */
export function portalFolder(): string {
  return resolve('admin-portal', 'dist');
}

/** True once the portal has been built. */
export function portalIsBuilt(folder: string): boolean {
  return existsSync(join(folder, 'index.html'));
}

/**
 * Sends a browser's page request to the portal's one page, whatever path its router shows.
 * @returns the request target to answer
 */
export function portalTarget(method: string | undefined, url: string, accept: string | undefined): string {
  const path = pathOf(url);
  const page = (method === 'GET' || method === 'HEAD') && accept?.includes('text/html') === true;
  const owned = ownedByServer.some((prefix) => path === prefix || path.startsWith(`${prefix}/`));
  const file = path.slice(path.lastIndexOf('/')).includes('.');
  return page && !owned && !file ? '/index.html' : url;
}

/** Serves the built portal. Files with a hash in their name never change; the page that names them is always asked for anew. */
export async function servePortal(server: FastifyInstance, folder: string): Promise<void> {
  await server.register(fastifyStatic, {
    root: folder,
    prefix: '/',
    decorateReply: false,
    cacheControl: false,
    dotfiles: 'deny',
    setHeaders: (reply, path) => {
      const hashed = path.startsWith(join(folder, 'assets'));
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
