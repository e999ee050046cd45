import { BlockList, isIP } from 'node:net';

/** What is not a public host of the internet: IANA's special-purpose registries. */
const closedV4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Inside global unicast, what tunnels to IPv4, is for documentation, or is a protocol's own. */
const closedV6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const v4 = new BlockList();
for (const [net, prefix] of closedV4) v4.addSubnet(net, prefix, 'ipv4');
const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');
const v6 = new BlockList();
for (const [net, prefix] of closedV6) v6.addSubnet(net, prefix, 'ipv6');

/**
 * Whether an address may be connected to. Of IPv6 only global unicast is: so no loopback, link-local, unique-local, mapped
 * or translated address passes, whatever it stands for.
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !v4.check(address, 'ipv4');
    case 6:
      return !address.includes('.') && global.check(address, 'ipv6') && !v6.check(address, 'ipv6');
    default:
      return false;
  }
}

const maxUrl = 500;
const name = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;
const innerNames = /\.(local|localhost|internal|intranet|lan|home|corp|test|example|invalid|onion|arpa)$/;

/**
 * The address of a hook, if it is one: https at a name with a dot, at the usual port, without credentials or fragment. A
 * number in any writing is an address and no name: the parser has made 2130706433 into 127.0.0.1 by then.
 */
export function hookUrl(raw: string): URL | undefined {
  if (raw.length > maxUrl || !URL.canParse(raw)) return undefined;
  const url = new URL(raw);
  const host = url.hostname;
  const plain = url.username === '' && url.password === '' && url.hash === '' && url.port === '';
  const named = name.test(host) && !innerNames.test(host);
  return url.protocol === 'https:' && plain && named ? url : undefined;
}
