import {
  BatchGetCommand,
  BatchWriteCommand,
  DynamoDBDocumentClient,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, it } from 'vitest';
import type { Dossier } from '../../functions/dossiers/dossier.ts';
import { parseId } from '../../functions/kernel/ids.ts';
import { office, type Held, type Office } from '../support/dossiers.ts';
import { province } from '../support/units.ts';
import { createWorld } from '../support/world.ts';
import { line, say, sideBySide } from './measure.ts';

const list = `query ($filter: DossierFilter!) { dossiers(filter: $filter, first: 20) {
  nodes { id title status authorUnit { name } round { name } campaign { name } totalNominees } } }`;
const detail = `query ($id: ID!) { dossier(id: $id) { id title status
  nominees(first: 50) { nodes { name unitName awardCode } } files { fileName } history(first: 50) { nodes { name at } } } }`;

/** BENCH_DOSSIERS asks for another number. */
const many = Number(process.env['BENCH_DOSSIERS'] ?? 100_000);

/** A province with so many submitted dossiers before it; written in bulk, as a restore would. */
async function provinceOf(count: number): Promise<{ o: Office; held: Held }> {
  const o = await office(await createWorld());
  const people = await Promise.all(Array.from({ length: 45 }, (_, i) => o.person(`Người ${i}`)));
  const draft = await o.complete(people.map((subjectId) => ({ subjectId, awardCode: 'BKT' })));
  const held = await o.done(o.officer, 'submitDossier', draft, { receivingUnitId: province });
  const id = parseId('dos', held.id);
  const { dossiers } = o.world.deps();
  const model = id && (await dossiers.get(id));
  if (!model) throw new Error('no dossier');
  const { shared } = o.world;
  for (let made = 1; made < count; made += 25) {
    const items = Array.from({ length: Math.min(25, count - made) }, () => {
      const copy: Dossier = { ...model, id: shared.ids.next('dos') };
      const { request } = dossiers.create(copy);
      return { PutRequest: { Item: 'Put' in request ? request.Put.Item : {} } };
    });
    await shared.client.send(new BatchWriteCommand({ RequestItems: { [shared.tableName]: items } }));
  }
  return { o, held };
}

describe('dossiers', () => {
  let small: { o: Office; held: Held };
  let large: { o: Office; held: Held };
  beforeAll(async () => {
    small = await provinceOf(1_000);
    large = await provinceOf(many);
  }, 900_000);

  const page = ({ o }: typeof small) => o.world.run(o.first, list, { filter: { inboxOf: province } });

  it('a page of 20', async () => {
    line(
      `a page of 20 of ${many} dossiers, against 20 of 1000`,
      await sideBySide(
        200,
        () => page(large),
        () => page(small),
      ),
    );
    const { o } = small;
    const sdk = DynamoDBDocumentClient.from(o.world.client);
    const { tableName } = o.world.shared;
    const bare = async () => {
      await sdk.send(
        new BatchGetCommand({
          RequestItems: {
            [tableName]: {
              Keys: [
                { pk: `USER#${o.first}`, sk: '#' },
                { pk: 'UNITS', sk: 'HEAD' },
              ],
              ConsistentRead: true,
            },
          },
        }),
      );
      await sdk.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: 'gsi2',
          KeyConditionExpression: 'gsi2pk = :pk',
          ExpressionAttributeValues: { ':pk': `DOSAT#${province}` },
          Limit: 21,
        }),
      );
    };
    line('a page of 20, against the bare SDK', await sideBySide(200, () => page(small), bare));
    say(`calls: ${JSON.stringify((await page(small)).calls)}`);
  });

  it('a dossier with 45 nominees, files and history', async () => {
    const { o, held } = small;
    const sdk = DynamoDBDocumentClient.from(o.world.client);
    const { tableName } = o.world.shared;
    const pk = `DOS#${held.id}`;
    const query = (prefix: string) =>
      sdk.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
          ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
          ConsistentRead: true,
          Limit: 51,
        }),
      );
    const bare = async () => {
      const keys = [
        { pk: `USER#${o.first}`, sk: '#' },
        { pk: 'UNITS', sk: 'HEAD' },
        { pk, sk: '#' },
      ];
      await sdk.send(
        new BatchGetCommand({ RequestItems: { [tableName]: { Keys: keys, ConsistentRead: true } } }),
      );
      await Promise.all([query('NOM#'), query('EVENT#')]);
    };
    const ours = () => o.world.run(o.first, detail, { id: held.id });
    line('a dossier in detail, against the bare SDK', await sideBySide(200, ours, bare));
    say(`calls: ${JSON.stringify((await ours()).calls)}`);
  });
});
