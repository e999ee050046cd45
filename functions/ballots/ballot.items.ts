import * as z from 'zod/mini';
import { itemShape } from '../kernel/table/item.ts';
import { storedDate, storedId, storedInstant } from '../kernel/table/schemas.ts';
import { commendationTypes } from '../law/commendation-type.ts';
import { datumStatus } from '../law/datum.ts';
import { thresholdSchema } from '../law/fraction.ts';
import { ballotModes, ballotStatuses } from './ballot.ts';
import { choices } from './client/format.ts';
import { packNominees, packOutcomes } from './list-parts.ts';

const seats = z.array(z.int());
const choice = z.enum(choices);
const tally = z.object({ for: z.int(), against: z.int(), abstain: z.int() });

export const ballotShape = itemShape({
  type: 'ballot',
  v: 2,
  upcast: { 1: (data) => ({ ...z.looseObject({}).parse(data), localThresholds: [] }) },
  data: () =>
    z.object({
      id: storedId('bal'),
      meetingId: storedId('mtg'),
      councilId: storedId('cnl'),
      unitId: storedId('unt'),
      mode: z.enum(ballotModes),
      status: z.enum(ballotStatuses),
      dossiers: z.array(z.object({ id: storedId('dos'), stage: z.int(), revision: z.int() })),
      nominees: z.int(),
      tellers: seats,
      openedOn: z.nullable(storedDate),
      members: seats,
      roll: seats,
      sheets: z.array(z.object({ sheetId: z.string(), nominees: z.int(), seats: z.int() })),
      localThresholds: z.array(
        z.object({ awardCode: z.string(), threshold: thresholdSchema, citation: z.string() }),
      ),
      signatures: z.array(
        z.object({ seat: z.int(), userId: storedId('usr'), name: z.string(), at: storedInstant }),
      ),
      countHash: z.nullable(z.string()),
      concluded: z.array(storedId('dos')),
      annulReason: z.nullable(z.string()),
    }),
});

const award = z.object({
  dossierId: storedId('dos'),
  awardCode: z.string(),
  type: z.enum(commendationTypes),
});
const unit = z.object({ unitId: storedId('unt'), unitName: z.string() });
const name = { nomineeId: storedId('nom'), name: z.string() };

export const nomineesShape = itemShape({
  type: 'ballotNominees',
  v: 2,
  upcast: {
    1: (data) => packNominees(z.array(z.object({ ...name, ...award.shape, ...unit.shape })).parse(data)),
  },
  data: () =>
    z.object({
      awards: z.array(award),
      units: z.array(unit),
      rows: z.array(z.tuple([name.nomineeId, name.name, z.int(), z.int()])),
    }),
});

export const conflictsShape = itemShape({
  type: 'ballotConflicts',
  v: 1,
  data: () =>
    z.object({
      declared: z.array(z.object({ seat: z.int(), nominees: seats, reason: z.string() })),
      waivers: z.array(
        z.object({
          seat: z.int(),
          nominees: seats,
          reason: z.string(),
          by: storedId('usr'),
          at: storedInstant,
        }),
      ),
    }),
});

export const sheetShape = itemShape({
  type: 'ballotSheet',
  v: 1,
  data: () =>
    z.object({
      sheetId: z.string(),
      nominees: seats,
      seats,
      recused: seats,
      keys: z.nullable(z.object({ credentialKey: z.string(), sealingKey: z.string() })),
    }),
});

export const writtenShape = itemShape({
  type: 'ballotWritten',
  v: 1,
  data: () =>
    z.object({
      seat: z.int(),
      choices: z.array(z.nullable(choice)),
      recordedBy: storedId('usr'),
      at: storedInstant,
    }),
});

/** What lay in the box when it was closed, committed to before the key was opened: sorted hashes, and their hash. */
export const sealShape = itemShape({
  type: 'ballotSeal',
  v: 1,
  data: () => z.object({ sheetId: z.string(), leaves: z.array(z.string()), root: z.string() }),
});

const sealed = z.object({ message: z.string(), signature: z.string(), sealed: z.string() });
export const countShape = itemShape({
  type: 'ballotCount',
  v: 1,
  data: () =>
    z.object({
      sheetId: z.string(),
      returned: z.int(),
      invalid: z.int(),
      tallies: z.array(tally),
      /** Handed out, where tellers counted paper. */
      handedOut: z.nullable(z.int()),
      /** Both lists sorted by value; nothing says which sealed ballot is which open one. */
      sealed: z.array(sealed),
      open: z.array(z.object({ tracking: z.string(), choices: z.array(choice) })),
      /** Ballots that were in the box but not in the seal, or the other way about. */
      differences: z.int(),
    }),
});

/** Who took a paper, and the hash of the blinded message that was signed for it; another one is refused. */
export const rollShape = itemShape({
  type: 'ballotPaper',
  v: 1,
  data: () => z.object({ sheetId: z.string(), seat: z.int(), blindedHash: z.string() }),
});

const shared = {
  members: z.int(),
  recused: z.int(),
  denominator: z.int(),
  threshold: thresholdSchema,
  needed: z.int(),
  citation: z.string(),
  status: datumStatus,
};
const counted = { ballots: tally, written: tally, inFavour: z.int(), passed: z.boolean(), shown: z.string() };
const [number, passed] = [z.int(), z.boolean()];

export const outcomesShape = itemShape({
  type: 'ballotOutcomes',
  v: 2,
  upcast: { 1: (data) => packOutcomes(z.array(z.object({ ...counted, ...shared })).parse(data)) },
  data: () =>
    z.object({
      rules: z.array(z.object(shared)),
      rows: z.array(z.tuple([number, number, number, number, number, number, number, passed])),
    }),
});
