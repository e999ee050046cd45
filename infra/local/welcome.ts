import type { Issuer } from './issuer.ts';
import { cast, rootKey } from './year/cast.ts';

/** To paste into the explorer. */
export const sampleQueries: readonly string[] = [
  `{ awards(filter: { name: "hoa" }, first: 5) {
    nodes { name awardName unitName decisionNumber issuedOn } } }`,
  `{ campaigns(year: 2021, first: 5) {
    nodes { name launcher { name } period { from to } addressing { addressed } } } }`,
  `{ unitByCode(code: "36", on: "2021-06-01") { id name
    children(on: "2021-06-01", first: 3) { nodes { name kind } } } }`,
];

const shown = [rootKey, 'chu-tich', 'tham-dinh-1', 'tham-dinh-2', 'can-bo-xa', 'theo-doi'];

/** What a person needs to go on by themselves. */
export async function welcome(url: string, issuer: Issuer): Promise<string> {
  const names = new Map(cast.map(({ key, name, grants }) => [key, `${name} (${grants[0]?.role ?? ''})`]));
  const actors = await Promise.all(
    shown.map(async (key) => `${key} · ${names.get(key) ?? 'Quản trị gốc'}\n  ${await issuer.tokenFor(key)}`),
  );
  return [
    '',
    `GraphQL   ${url}/graphql`,
    `Explorer  ${url}/`,
    `Open data ${url}/open-data/postings.json and postings.atom`,
    '',
    'Demo actors; send as "authorization: Bearer …", good for twelve hours:',
    '',
    ...actors,
    '',
    'Three queries to try:',
    '',
    ...sampleQueries.map((query) => `${query}\n`),
    'Ctrl-C stops everything.',
  ].join('\n');
}
