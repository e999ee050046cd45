import { describe, expect, it } from 'vitest';
import { fits } from './event-pattern.ts';

const event = {
  source: 'aws.s3',
  detail: { bucket: { name: 'files' }, object: { key: 'incoming/att_1', size: 0 }, tags: ['a', 'b'] },
};

describe('an event pattern', () => {
  it.each([
    [{ source: ['aws.s3'] }, true],
    [{ source: ['aws.ec2', 'aws.s3'] }, true],
    [{ source: ['aws.ec2'] }, false],
    [{ source: [] }, false],
    [{ detail: { bucket: { name: ['files'] }, object: { key: [{ prefix: 'incoming/' }] } } }, true],
    [{ detail: { object: { key: [{ prefix: 'files/' }] } } }, false],
    [{ detail: { object: { key: [{ suffix: '_1' }] } } }, true],
    [{ detail: { object: { size: [0] } } }, true],
    [{ detail: { object: { size: ['0'] } } }, false],
    [{ detail: { missing: { name: ['x'] } } }, false],
    [{ detail: { missing: [{ exists: false }] } }, true],
    [{ detail: { tags: ['b'] } }, true],
    [{ detail: { bucket: { name: [{ 'anything-but': ['other'] }] } } }, true],
    [{ detail: { bucket: { name: [{ 'anything-but': { prefix: 'fi' } }] } } }, false],
  ])('%j: %s', (pattern, expected) => {
    expect(fits(pattern, event)).toBe(expected);
  });

  it.each([{ source: [{ wildcard: '*' }] }, { $or: [{ source: ['x'] }] }, { source: 'aws.s3' }])(
    'refuses what it does not know: %j',
    (pattern) => {
      expect(() => fits(pattern, event)).toThrow();
    },
  );
});
