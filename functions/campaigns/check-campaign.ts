import type { LocalDate } from '../kernel/dates.ts';
import { checkText, refusalsOf, requireLine, requireText } from '../kernel/fields.ts';
import type { Decimal } from '../kernel/decimal.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { acceptUnless, type Result } from '../kernel/result.ts';
import type { UnitRegistry } from '../units/registry.ts';
import type { UnitKind } from '../units/unit.ts';
import { checkAddressing, checkLauncher, checkParent } from './check-links.ts';
import { checkDueDates, checkPeriod } from './check-dates.ts';
import type { Campaign, CampaignMethod, CampaignTerms, LaunchLevel, Target } from './campaign.ts';

type Maybe<T> = T | null | undefined;

export type TargetInput = {
  readonly code: string;
  readonly name: string;
  readonly unit: string;
  readonly direction: Target['direction'];
  readonly baseline?: Maybe<Decimal>;
  readonly plan?: Maybe<Decimal>;
};

export type LegalBasisInput = {
  readonly number: string;
  readonly issuer: string;
  readonly issuedOn?: Maybe<LocalDate>;
  readonly summary?: Maybe<string>;
};

/** The terms of a campaign as a caller writes them. */
export type CampaignInput = {
  readonly name: string;
  readonly kind: CampaignTerms['kind'];
  readonly method?: Maybe<CampaignMethod>;
  readonly launcher: {
    readonly level: LaunchLevel;
    readonly unitId?: Maybe<string>;
    readonly name: string;
  };
  readonly parentId?: Maybe<string>;
  readonly legalBases: readonly LegalBasisInput[];
  readonly period: CampaignTerms['period'];
  readonly contents: string;
  readonly criteria: readonly string[];
  readonly targets: readonly TargetInput[];
  readonly addressing: {
    readonly unitIds?: Maybe<readonly string[]>;
    readonly kinds?: Maybe<readonly UnitKind[]>;
    readonly underUnitId?: Maybe<string>;
  };
  readonly dueDates: {
    readonly acknowledgeBy?: Maybe<LocalDate>;
    readonly registerBy?: Maybe<LocalDate>;
    readonly planBy?: Maybe<LocalDate>;
    readonly reportsBy: readonly LocalDate[];
  };
  readonly unverified?: Maybe<readonly string[]>;
};

/** Where the campaign stands that is being written: its host, itself when it exists, the parent that it names. */
export type Surroundings = {
  readonly registry: UnitRegistry;
  readonly hostUnitId: Id<'unt'>;
  readonly ownId: Id<'cmp'> | undefined;
  readonly parent: Campaign | undefined;
  readonly on: LocalDate;
};

const limits = { legalBases: 30, criteria: 50, targets: 50, unverified: 20 } as const;
const codeShape = /^[A-Z0-9_-]{1,20}$/;

/** What a campaign must say, whoever writes it. Every problem is reported. */
export function checkCampaign(input: CampaignInput, around: Surroundings): Result<CampaignTerms> {
  const name = requireLine('name', input.name, 300);
  const contents = checkText('contents', input.contents, 20_000);
  const launcher = checkLauncher(input.launcher, around);
  const addressing = checkAddressing(input.addressing, input.launcher.level, around);
  const parts = {
    legalBases: list('legalBases', input.legalBases, limits.legalBases, legalBasis),
    criteria: list('criteria', input.criteria, limits.criteria, (text, at) => requireText(at, text, 2_000)),
    targets: list('targets', input.targets, limits.targets, target),
    unverified: list('unverified', input.unverified ?? [], limits.unverified, (text, at) =>
      requireLine(at, text, 100),
    ),
  };
  const { dueDates } = input;
  const due = {
    acknowledgeBy: dueDates.acknowledgeBy ?? null,
    registerBy: dueDates.registerBy ?? null,
    planBy: dueDates.planBy ?? null,
    reportsBy: [...new Set(dueDates.reportsBy)].sort(),
  };
  const refusals = [
    ...refusalsOf(name, launcher, contents, addressing, ...Object.values(parts)),
    ...checkParent(input.parentId, around),
    ...checkPeriod(input.period),
    ...checkDueDates(due, input.period),
    ...twice(input.targets),
  ];
  return acceptUnless(refusals, () => ({
    name: valueOf(name),
    kind: input.kind,
    method: input.method ?? null,
    launcher: valueOf(launcher),
    parentId: around.parent?.id ?? null,
    ancestorIds: around.parent ? [...around.parent.ancestorIds, around.parent.id] : [],
    legalBases: valueOf(parts.legalBases),
    period: input.period,
    contents: valueOf(contents),
    criteria: valueOf(parts.criteria),
    targets: valueOf(parts.targets),
    addressing: valueOf(addressing),
    dueDates: due,
    unverified: valueOf(parts.unverified),
  }));
}

/** Only called once every refusal has been collected, when there was none. */
function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error('a refusal went unreported');
  return result.value;
}

function list<I, O>(
  field: string,
  rows: readonly I[],
  limit: number,
  check: (row: I, at: string) => Result<O>,
): Result<readonly O[]> {
  if (rows.length > limit) return { ok: false, refusals: [refusal('TOO_MANY', field, { limit })] };
  const results = rows.map((row, index) => check(row, `${field}.${index}`));
  return acceptUnless(refusalsOf(...results), () => results.map(valueOf));
}

function legalBasis(row: LegalBasisInput, at: string) {
  const number = requireLine(`${at}.number`, row.number, 100);
  const issuer = requireLine(`${at}.issuer`, row.issuer, 200);
  const summary = checkText(`${at}.summary`, row.summary ?? '', 1_000);
  return acceptUnless(refusalsOf(number, issuer, summary), () => ({
    number: valueOf(number),
    issuer: valueOf(issuer),
    issuedOn: row.issuedOn ?? null,
    summary: valueOf(summary) || null,
  }));
}

function target(row: TargetInput, at: string): Result<Target> {
  const name = requireLine(`${at}.name`, row.name, 500);
  const unit = requireLine(`${at}.unit`, row.unit, 50);
  const refusals = [...refusalsOf(name, unit)];
  if (!codeShape.test(row.code))
    refusals.push(refusal('INVALID_VALUE', `${at}.code`, { expected: 'A–Z, 0–9, _ và -, tối đa 20' }));
  return acceptUnless(refusals, () => ({
    code: row.code,
    name: valueOf(name),
    unit: valueOf(unit),
    direction: row.direction,
    baseline: row.baseline ?? null,
    plan: row.plan ?? null,
    actual: null,
  }));
}

const twice = (targets: readonly TargetInput[]): readonly Refusal[] =>
  targets.flatMap(({ code }, index) =>
    targets.findIndex((other) => other.code === code) < index
      ? [refusal('DUPLICATE', `targets.${index}.code`)]
      : [],
  );

/** The campaign that an input names as its parent, to be read before the check. */
export const namedParent = (input: CampaignInput): Id<'cmp'> | undefined =>
  input.parentId == null ? undefined : parseId('cmp', input.parentId);
