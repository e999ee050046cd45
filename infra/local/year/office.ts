import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { cast, offices, rootKey, type UnitKey } from './cast.ts';
import { heldAs, type Client } from './client.ts';

/** Where the units of the play are, by the keys of the cast. */
export type Units = { idOf(key: UnitKey): string };

/** The lists are real; what the play adds to them has no act behind it, and says so. */
const sample = { number: 'Dữ liệu mẫu', issuer: 'thidua', issuedOn: '2021-01-01' };
const since = '2021-01-01';

/** Imports the 2021 list of units, adds offices to it, and registers everybody. */
export async function openOffice(client: Client, issuer: string): Promise<Units> {
  const csv = await readFile(new URL('../../seed/nam-dinh-units-2021.csv', import.meta.url), 'utf8');
  const act = { legalAct: sample, effectiveOn: since };
  const unit = heldAs('unit');
  await client.done(rootKey, 'importUnits', 'unit { id version }', { format: 'SNAPSHOT', csv, ...act }, unit);
  const known = new Map<UnitKey, string>();
  const idOf = (key: UnitKey) => {
    const id = known.get(key);
    if (id === undefined) throw new Error(`the play has no unit ${key}`);
    return id;
  };
  const keys = cast.flatMap((person) => person.grants.map((grant) => grant.unit));
  for (const code of new Set(keys.filter((key) => /^\d/.test(key))))
    known.set(code, await byCode(client, code));
  for (const { key, kind, parent } of offices) {
    const input = { name: key, kind, parentId: idOf(parent), ...act };
    known.set(key, (await client.done(rootKey, 'createUnit', 'unit { id version }', input, unit)).id);
  }
  for (const person of cast) {
    const grants = person.grants.map((grant) => ({
      role: grant.role,
      unitId: idOf(grant.unit),
      from: since,
    }));
    const input = { name: person.name, issuer, subject: person.key, grants };
    await client.done(rootKey, 'registerUser', '', input, z.unknown());
  }
  return { idOf };
}

async function byCode(client: Client, code: string): Promise<string> {
  const query = 'query ($code: String!, $on: LocalDate) { unitByCode(code: $code, on: $on) { id } }';
  const shape = z.object({ unitByCode: z.object({ id: z.string() }) });
  return (await client.ask(null, query, { code, on: since }, shape)).unitByCode.id;
}
