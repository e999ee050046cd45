import { createHmac } from 'node:crypto';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isPublicAddress } from './address.ts';
import { postSafely, PostRefused, type Network, type Resolved } from './post-safely.ts';
import { newSecret, signature } from './sign.ts';

const loopback: Resolved = { address: '127.0.0.1', family: 4 };

describe('posting to a hook', () => {
  let server: Server;
  let port = 0;
  let seen: { readonly url: string; readonly host: string; readonly body: string }[];
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  beforeEach(async () => {
    seen = [];
    answer = (_request, response) => response.writeHead(204).end();
    server = createServer((incoming, response) => {
      let body = '';
      incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
      incoming.on('end', () => {
        seen.push({ url: incoming.url ?? '', host: incoming.headers.host ?? '', body });
        answer(incoming, response);
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    port = typeof address === 'object' && address ? address.port : 0;
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  /** The server of the test stands for a public one; everything else is as it is in the cloud. */
  const network = (more: Partial<Network> = {}): Network => ({
    resolve: () => Promise.resolve([loopback]),
    mayConnect: (address) => address === '127.0.0.1' || isPublicAddress(address),
    request,
    timeoutMs: 2000,
    port,
    ...more,
  });
  const post = { url: 'https://nhan.tinh.vn/thidua?a=1', body: '{"x":"đ"}', headers: { 'x-a': 'b' } };
  const refusal = async (more: Partial<Network>, url = post.url): Promise<string> => {
    const error: unknown = await postSafely(network(more), { ...post, url }).catch((e: unknown) => e);
    return error instanceof PostRefused ? `${error.code} ${error.status ?? ''}`.trim() : 'taken';
  };
  const resolving = (...addresses: readonly string[]) => ({
    resolve: () =>
      Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))),
    mayConnect: isPublicAddress,
  });

  it('reaches the checked address under the name that was asked for', async () => {
    expect(await postSafely(network(), post)).toBe(204);
    expect(seen).toEqual([{ url: '/thidua?a=1', host: `nhan.tinh.vn:${port}`, body: post.body }]);
  });

  it.each([
    ['169.254.169.254'],
    ['127.0.0.1'],
    ['10.0.0.5'],
    ['100.64.1.1'],
    ['::1'],
    ['fd00:ec2::254'],
    ['fe80::1'],
    ['::ffff:169.254.169.254'],
    ['8.8.8.8', '169.254.169.254'],
    ['2606:4700::1', '::ffff:7f00:1'],
  ])('refuses a name that is at %s', async (...addresses) => {
    expect(await refusal(resolving(...addresses))).toBe('NOT_PUBLIC');
    expect(seen).toEqual([]);
  });

  it('asks for the address once: a name that moves afterwards moves nothing', async () => {
    let asked = 0;
    const rebinding = {
      resolve: () => {
        asked += 1;
        return Promise.resolve([asked === 1 ? loopback : { address: '169.254.169.254', family: 4 }]);
      },
    };
    expect(await postSafely(network(rebinding), post)).toBe(204);
    expect([asked, seen.length]).toEqual([1, 1]);
  });

  it.each([301, 302, 303, 307, 308])('follows no redirect (%i)', async (status) => {
    answer = (_request, response) =>
      response.writeHead(status, { location: 'https://169.254.169.254/latest/meta-data/' }).end();
    expect(await refusal({})).toBe(`STATUS ${status}`);
    answer = (_request, response) => response.writeHead(status, { location: '/elsewhere' }).end();
    expect(await refusal({})).toBe(`STATUS ${status}`);
    expect(seen.map((one) => one.url)).toEqual(['/thidua?a=1', '/thidua?a=1']);
  });

  it('takes no answer but 2xx, waits for none too long, and reads none to its end', async () => {
    answer = (_request, response) => response.writeHead(500).end();
    expect(await refusal({})).toBe('STATUS 500');
    const asked: (string | undefined)[] = [];
    answer = (request, response) => {
      asked.push(request.url);
      response.writeHead(307, { location: 'https://169.254.169.254/latest/meta-data/' }).end();
    };
    expect(await refusal({})).toBe('STATUS 307');
    expect(asked).toHaveLength(1);
    answer = () => undefined;
    expect(await refusal({ timeoutMs: 50 })).toBe('TIMEOUT');
    answer = (_request, response) => {
      response.writeHead(200);
      const flood = () => response.write('x'.repeat(65536), (error) => (error ? undefined : flood()));
      flood();
    };
    expect(await postSafely(network(), post)).toBe(200);
  });

  it('says why a server was not reached', async () => {
    expect(await refusal({ resolve: () => Promise.reject(new Error('ENOTFOUND')) })).toBe('NOT_FOUND');
    expect(await refusal({ resolve: () => Promise.resolve([]) })).toBe('NOT_FOUND');
    expect(await refusal({}, 'https://2130706433/')).toBe('BAD_URL');
    expect(await refusal({}, 'http://nhan.tinh.vn/')).toBe('BAD_URL');
    server.close();
    server.closeAllConnections();
    expect(await refusal({})).toBe('CONNECTION');
  });
});

describe('the signature of a message', () => {
  it('is what a receiver computes from time, body and secret', () => {
    const secret = newSecret();
    const at = new Date('2021-03-01T02:00:00Z');
    const mac = createHmac('sha256', secret).update('1614564000.{"x":"đ"}').digest('hex');
    expect(signature(secret, '{"x":"đ"}', at)).toBe(`t=1614564000,v1=${mac}`);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9_-]{43}$/);
    expect(newSecret()).not.toBe(secret);
  });
});
