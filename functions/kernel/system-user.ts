import { createHash } from 'node:crypto';
import { derivedId, type Id } from './ids.ts';

/** Stands in histories for what the system does by itself. */
export const systemUser: Id<'usr'> = derivedId('usr', createHash('sha256').update('thidua system').digest());
