import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HttpAnswer } from '../gateway-answer.ts';

const require = createRequire(import.meta.url);

/** A file of a package, beside the one that it exports: not all export what browsers load. */
const inPackage = (name: string, path: string): string =>
  join(dirname(require.resolve(`${name}/package.json`)), path);

const own = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** All from installed packages, so that the explorer needs no internet. */
const files: Readonly<Record<string, string>> = {
  '/': own('index.html'),
  '/explorer/explorer.js': own('explorer.js'),
  '/explorer/explorer.css': own('explorer.css'),
  '/explorer/react.js': inPackage('react', 'umd/react.production.min.js'),
  '/explorer/react-dom.js': inPackage('react-dom', 'umd/react-dom.production.min.js'),
  '/explorer/graphiql.js': inPackage('graphiql', 'graphiql.min.js'),
  '/explorer/graphiql.css': inPackage('graphiql', 'graphiql.min.css'),
};

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** Nothing from elsewhere and no script but those files. GraphiQL's editor sets styles in place, hence `unsafe-inline`. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const guarded = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

export type ExplorerSettings = {
  readonly endpoint: string;
  /** Text of the header editor. */
  readonly headers: string;
  readonly query: string;
};

/** The GraphQL explorer at `/`, and its files. */
export function explorer(settings: () => ExplorerSettings): (path: string) => HttpAnswer | undefined {
  return (path) => {
    if (path === '/explorer/settings.json')
      return {
        status: 200,
        headers: { ...guarded, 'content-type': 'application/json' },
        body: JSON.stringify(settings()),
      };
    const file = Object.hasOwn(files, path) ? files[path] : undefined;
    if (file === undefined) return undefined;
    const type = types[extname(file)] ?? 'application/octet-stream';
    return { status: 200, headers: { ...guarded, 'content-type': type }, body: readFileSync(file) };
  };
}
