import { refusalsOf, requireLine } from '../kernel/fields.ts';
import { parseId } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { acceptUnless, type Result } from '../kernel/result.ts';
import type { UnitKind } from '../units/unit.ts';
import { mayAddress } from './addressing.ts';
import { isPublic, type AddressingRule, type Launcher, type LaunchLevel } from './campaign.ts';
import type { CampaignInput, Surroundings } from './check-campaign.ts';

const agencies: readonly UnitKind[] = ['DEPARTMENT', 'AGENCY', 'MASS_ORGANISATION', 'ARMY', 'POLICE'];

/** Which kinds of unit keep the campaigns of a level; null for any. What comes from above, the province records. */
const hosts: Readonly<Record<LaunchLevel, readonly UnitKind[] | null>> = {
  PRIME_MINISTER: ['PROVINCE'],
  PROVINCE: ['PROVINCE'],
  DISTRICT: ['CITY', 'DISTRICT'],
  SECTOR: ['PROVINCE', ...agencies],
  UNIT: null,
};

export function checkLauncher(
  { level, name: rawName, unitId: rawId }: CampaignInput['launcher'],
  { registry, hostUnitId, on }: Surroundings,
): Result<Launcher> {
  const name = requireLine('launcher.name', rawName, 200);
  const refusals: Refusal[] = [...refusalsOf(name)];
  const kind = registry.stateOn(hostUnitId, on)?.kind;
  const allowed = hosts[level];
  if (!kind || (allowed && !allowed.includes(kind)))
    refusals.push(
      refusal('CAMPAIGN_LAUNCHER', 'launcher.level', { expected: 'phù hợp với loại đơn vị chủ trì' }),
    );
  const unitId = rawId == null ? null : (parseId('unt', rawId) ?? undefined);
  if (unitId !== null && level === 'PRIME_MINISTER')
    refusals.push(
      refusal('CAMPAIGN_LAUNCHER', 'launcher.unitId', { expected: 'Thủ tướng Chính phủ không ghi đơn vị' }),
    );
  else if (unitId === undefined || (unitId !== null && !registry.covers(hostUnitId, unitId, on)))
    refusals.push(refusal('NOT_FOUND', 'launcher.unitId'));
  return acceptUnless(refusals, () => ({ level, unitId: unitId ?? null, name: name.ok ? name.value : '' }));
}

const maxDepth = 6;

/**
 * Only a launched campaign takes children, and a launched one keeps its parent: so no cycle can come about. The check
 * against the ancestors stays as a second lock.
 */
export function checkParent(rawId: string | null | undefined, around: Surroundings): readonly Refusal[] {
  const { parent, ownId } = around;
  if (rawId == null) return [];
  if (ownId !== undefined && (rawId === ownId || parent?.ancestorIds.includes(ownId)))
    return [refusal('CAMPAIGN_CYCLE', 'parentId')];
  if (!parent) return [refusal('NOT_FOUND', 'parentId')];
  const bearing = isPublic(parent) && parent.status !== 'CANCELLED';
  return bearing && parent.ancestorIds.length < maxDepth
    ? []
    : [refusal('CAMPAIGN_PARENT', 'parentId', { limit: maxDepth })];
}

const maxNamed = 500;

export function checkAddressing(
  input: CampaignInput['addressing'],
  level: LaunchLevel,
  { registry, hostUnitId, on }: Surroundings,
): Result<AddressingRule> {
  const reach = (raw: string) => {
    const id = parseId('unt', raw);
    return id && mayAddress(registry, hostUnitId, level, id, on) ? id : undefined;
  };
  const rawIds = input.unitIds ?? [];
  const kinds = [...new Set(input.kinds ?? [])].sort();
  if (rawIds.length > maxNamed)
    return acceptUnless([refusal('TOO_MANY', 'addressing.unitIds', { limit: maxNamed })], () => none);
  const named = rawIds.map(reach);
  const refusals: Refusal[] = named.flatMap((id, index) =>
    id ? [] : [refusal('NOT_FOUND', `addressing.unitIds.${index}`)],
  );
  const under = kinds.length === 0 ? null : reach(input.underUnitId ?? hostUnitId);
  if (under === undefined) refusals.push(refusal('NOT_FOUND', 'addressing.underUnitId'));
  if (input.underUnitId != null && kinds.length === 0) refusals.push(refusal('REQUIRED', 'addressing.kinds'));
  return acceptUnless(refusals, () => ({
    unitIds: [...new Set(named.flatMap((id) => id ?? []))].sort(),
    kinds,
    underUnitId: under ?? null,
  }));
}

const none: AddressingRule = { unitIds: [], kinds: [], underUnitId: null };
