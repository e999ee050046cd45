import { z } from 'zod';
import type { Client } from './client.ts';

const found = z.object({
  search: z.object({ nodes: z.array(z.object({ title: z.string() })) }),
});
const documents = z.object({
  legalDocuments: z.object({
    nodes: z.array(z.object({ number: z.string(), amends: z.array(z.object({ number: z.string() })) })),
  }),
});
/** What is found at the end of the year, by whom. */
export type LibraryFacts = {
  /** Units of this name, by anybody. */
  readonly units: readonly string[];
  /** People of a name that many have, as the public finds them. */
  readonly publicSubjects: readonly string[];
  /** Documents with these words in their text, and what they amend. */
  readonly documents: readonly string[];
};

export const expectedLibrary: LibraryFacts = {
  units: ['Xã Minh Thuận'],
  publicSubjects: [],
  documents: ['01/HD-MẪU 91/2017/NĐ-CP'],
};

export async function checkLibrary(client: Client): Promise<LibraryFacts> {
  const titles = async (text: string, kind: string) => {
    const query = `query ($text: String!, $kind: SearchKind!) { search(text: $text, kinds: [$kind], first: 20) {
      nodes { title } } }`;
    const { search } = await client.ask(null, query, { text, kind }, found);
    return search.nodes.map((one) => one.title);
  };
  const list = `{ legalDocuments(filter: { text: "bo phieu kin" }) { nodes { number amends { number } } } }`;
  const { legalDocuments } = await client.ask(null, list, {}, documents);
  return {
    units: await titles('minh thuan', 'UNIT'),
    publicSubjects: await titles('nguyen', 'SUBJECT'),
    documents: legalDocuments.nodes.map(({ number, amends }) =>
      [number, ...amends.map((one) => one.number)].join(' '),
    ),
  };
}
