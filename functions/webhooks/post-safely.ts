import { lookup as systemLookup } from 'node:dns/promises';
import { request as httpsRequest } from 'node:https';
import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import type { LookupFunction } from 'node:net';
import { hookUrl, isPublicAddress } from './address.ts';

export type Resolved = { readonly address: string; readonly family: number };

/** What reaches the network; tests put a name server and a server of their own in the place. */
export type Network = {
  readonly resolve: (host: string) => Promise<readonly Resolved[]>;
  readonly mayConnect: (address: string) => boolean;
  readonly request: (options: RequestOptions, answered: (answer: IncomingMessage) => void) => ClientRequest;
  readonly timeoutMs: number;
  readonly port: number;
};

export const internet: Network = {
  resolve: (host) => systemLookup(host, { all: true, order: 'verbatim' }),
  mayConnect: isPublicAddress,
  request: httpsRequest,
  timeoutMs: 10_000,
  port: 443,
};

/** A target that may not be posted to, or an answer that does not count as taken. */
export class PostRefused extends Error {
  readonly code: 'BAD_URL' | 'NOT_FOUND' | 'NOT_PUBLIC' | 'STATUS' | 'TIMEOUT' | 'CONNECTION';
  readonly status: number | null;

  constructor(code: PostRefused['code'], status: number | null = null, cause?: unknown) {
    super(`the hook was not posted: ${code}${status === null ? '' : ` ${status}`}`, { cause });
    this.name = 'PostRefused';
    this.code = code;
    this.status = status;
  }
}

export type Post = {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
};

/**
 * Posts to a host of the public internet and nowhere else. The name is resolved once, every address that it has must be
 * public, and the connection goes to the address that was checked: a name that changes its mind meanwhile changes
 * nothing. A redirect is not followed, and counts as refused like any status but 2xx. Throws PostRefused.
 */
export async function postSafely(network: Network, post: Post): Promise<number> {
  const url = hookUrl(post.url);
  if (!url) throw new PostRefused('BAD_URL');
  const target = await resolveOnce(network, url.hostname);
  const status = await send(network, url, target, post);
  if (status < 200 || status > 299) throw new PostRefused('STATUS', status);
  return status;
}

async function resolveOnce(network: Network, host: string): Promise<Resolved> {
  const found = await network.resolve(host).catch((error: unknown) => {
    throw new PostRefused('NOT_FOUND', null, error);
  });
  const [first] = found;
  if (!first) throw new PostRefused('NOT_FOUND');
  if (!found.every(({ address }) => network.mayConnect(address))) throw new PostRefused('NOT_PUBLIC');
  return first;
}

function send(network: Network, url: URL, target: Resolved, { body, headers }: Post): Promise<number> {
  return new Promise((resolve, reject) => {
    const options: RequestOptions = {
      method: 'POST',
      host: url.hostname,
      port: network.port,
      path: `${url.pathname}${url.search}`,
      lookup: pinned(target),
      agent: false,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    };
    const request = network.request(options, (answer) => {
      resolve(answer.statusCode ?? 0);
      // Nothing of the answer is of use, however long it is.
      answer.destroy();
    });
    const timer = setTimeout(() => {
      request.destroy();
      reject(new PostRefused('TIMEOUT'));
    }, network.timeoutMs);
    request.on('error', (error) => reject(new PostRefused('CONNECTION', null, error)));
    request.on('close', () => clearTimeout(timer));
    request.end(body);
  });
}

/** Answers every question for an address with the one that was checked. */
const pinned =
  ({ address, family }: Resolved): LookupFunction =>
  (_host, options, callback) => {
    if (options.all) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
