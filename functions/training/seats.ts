import type { Item, Key } from '../kernel/table/item.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import type { Write } from '../kernel/table/write.ts';
import type { Evaluation } from './class.ts';

/**
 * Seats are counted where they are taken: the condition is the race's judge, so nothing is read before, and whoever loses
 * the last one is told so.
 */
export const takeSeat = (key: Key, limit: number, full: Refusal): Write => ({
  request: {
    Update: {
      Key: { pk: key.pk, sk: key.sk },
      UpdateExpression: 'SET #type = :type, v = :v ADD taken :one',
      ConditionExpression: 'attribute_not_exists(taken) OR taken < :limit',
      ExpressionAttributeNames: { '#type': 'type' },
      ExpressionAttributeValues: { ':type': 'trainingSeats', ':v': 1, ':one': 1, ':limit': limit },
    },
  },
  onConflict: () => full,
});

export const giveSeat = (key: Key): Write => ({
  request: {
    Update: {
      Key: { pk: key.pk, sk: key.sk },
      UpdateExpression: 'ADD taken :back',
      ConditionExpression: 'taken > :none',
      ExpressionAttributeValues: { ':back': -1, ':none': 0 },
    },
  },
  onConflict: () => refusal('BUSY', []),
});

export const atMostTaken = (key: Key, limit: number, full: Refusal): Write => ({
  request: {
    ConditionCheck: {
      Key: { pk: key.pk, sk: key.sk },
      ConditionExpression: 'attribute_not_exists(taken) OR taken <= :limit',
      ExpressionAttributeValues: { ':limit': limit },
    },
  },
  onConflict: () => full,
});

export const takenOf = (item: Item | undefined): number => numberOf(item, 'taken');

/** Adds what one participant gave, whoever else gives at the same time. */
export const addScores = (
  key: Key,
  { content, trainer, organisation }: Omit<Evaluation, 'count'>,
): Write => ({
  request: {
    Update: {
      Key: { pk: key.pk, sk: key.sk },
      UpdateExpression:
        'SET #type = :type, v = :v ADD #count :one, content :content, trainer :trainer, organisation :organisation',
      ExpressionAttributeNames: { '#type': 'type', '#count': 'count' },
      ExpressionAttributeValues: {
        ...{ ':type': 'trainingScores', ':v': 1, ':one': 1 },
        ...{ ':content': content, ':trainer': trainer, ':organisation': organisation },
      },
    },
  },
  onConflict: () => refusal('BUSY', []),
});

export const evaluationOf = (item: Item | undefined): Evaluation => ({
  count: numberOf(item, 'count'),
  content: numberOf(item, 'content'),
  trainer: numberOf(item, 'trainer'),
  organisation: numberOf(item, 'organisation'),
});

const numberOf = (item: Item | undefined, name: string): number => {
  const value = item?.[name];
  return typeof value === 'number' ? value : 0;
};
