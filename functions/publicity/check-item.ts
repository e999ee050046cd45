import { checkFiles } from '../attachments/named-files.ts';
import type { Attachment } from '../attachments/attachment.ts';
import { isPublic as isLaunched, type Campaign } from '../campaigns/campaign.ts';
import { isPublic as isIntroduced } from '../exemplars/exemplar.policy.ts';
import type { Exemplar } from '../exemplars/exemplar.ts';
import type { MediaKind, OutletLevel } from '../exemplars/media.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { refusalsOf, requireLine } from '../kernel/fields.ts';
import { parseId, type Id } from '../kernel/ids.ts';
import { checkLink } from '../kernel/link.ts';
import { refusal, type Refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { Viewer } from '../units/machine.ts';
import type { PublicityDeps } from './deps.ts';
import { reloadPlan } from './draft-plan.ts';
import type { MediaItem } from './item.ts';
import type { PublicityPlan } from './plan.ts';

export type ItemInput = {
  readonly medium: MediaKind;
  readonly outlet: string;
  readonly level: OutletLevel;
  readonly title: string;
  readonly on: LocalDate;
  readonly link?: string | null | undefined;
  readonly fileId?: string | null | undefined;
  readonly publicityPlanId?: string | null | undefined;
  readonly event?: number | null | undefined;
  readonly campaignId?: string | null | undefined;
  readonly exemplarId?: string | null | undefined;
};

/** Records that an item names; undefined for what isn't named or isn't there. */
export type Named = {
  readonly file: Attachment | undefined;
  readonly plan: PublicityPlan | undefined;
  readonly campaign: Campaign | undefined;
  readonly exemplar: Exemplar | undefined;
};

/** All that an item names, to be read in one tick with the rest. */
export async function loadNamed(deps: PublicityDeps, input: ItemInput): Promise<Named> {
  const fileId = parseId('att', input.fileId ?? '');
  const campaignId = parseId('cmp', input.campaignId ?? '');
  const exemplarId = parseId('exm', input.exemplarId ?? '');
  const [file, plan, campaign, exemplar] = await Promise.all([
    fileId && deps.attachments.get(fileId),
    reloadPlan(deps, input.publicityPlanId ?? ''),
    campaignId && deps.campaigns.get(campaignId),
    exemplarId && deps.exemplars.get(exemplarId),
  ]);
  return { file, plan, campaign, exemplar };
}

type Checked = Omit<MediaItem, 'id' | 'unitId' | 'withdrawReason' | 'status' | 'version'>;

/**
 * What was published, with what it belongs to. `kept` is the file that the item has already. Codes: REQUIRED, TOO_LONG,
 * INVALID_VALUE, NOT_FOUND, DUPLICATE, FILE_NOT_CLEAN, PUBLICITY_DATES.
 */
export function checkItem(
  input: ItemInput,
  named: Named,
  { unitId, kept }: { readonly unitId: Id<'unt'>; readonly kept: Id<'att'> | null },
  viewer: Viewer,
): Result<Checked> {
  const words = checkWords(input);
  const belongs = checkBelongs(input, named, unitId, viewer);
  const countedAt = viewer.registry.pathOn(unitId, input.on);
  const newFile = input.fileId != null && input.fileId !== kept;
  const refusals: readonly Refusal[] = [
    ...refusalsOf(words, belongs),
    ...checkDay(input.on, viewer.on, countedAt.length > 0),
    ...(newFile
      ? checkFiles([input.fileId], [named.file], { unitId, field: 'fileId', limit: 1 }).map((one) => ({
          ...one,
          field: ['fileId'],
        }))
      : []),
  ];
  if (!words.ok || !belongs.ok || refusals.length > 0) return refuse(...refusals);
  const { medium, level, on } = input;
  const fileId = input.fileId == null ? null : (named.file?.id ?? null);
  return accept({ medium, level, on, ...words.value, ...belongs.value, fileId, countedAt });
}

const checkDay = (on: LocalDate, today: LocalDate, lived: boolean): readonly Refusal[] =>
  on <= today && on >= '2017-01-01' && lived
    ? []
    : [refusal('PUBLICITY_DATES', 'on', { expected: 'không sau hôm nay, khi đơn vị đã thành lập' })];

function checkWords(input: ItemInput): Result<Pick<MediaItem, 'outlet' | 'title' | 'link'>> {
  const outlet = requireLine('outlet', input.outlet, 200);
  const title = requireLine('title', input.title, 500);
  const link = checkLink('link', input.link ?? null);
  const bare = link.ok && link.value === null && input.fileId == null;
  if (!outlet.ok || !title.ok || !link.ok || bare)
    return refuse(...refusalsOf(outlet, title, link), ...(bare ? [refusal('REQUIRED', 'link')] : []));
  return accept({ outlet: outlet.value, title: title.value, link: link.value });
}

type Belongs = Pick<MediaItem, 'planId' | 'event' | 'campaignId' | 'exemplarId'>;

/** Only what the public may know is named in what the public may see; a plan must be one that asks the unit. */
function checkBelongs(input: ItemInput, named: Named, unitId: Id<'unt'>, viewer: Viewer): Result<Belongs> {
  const planned = checkPlanned(input, named.plan, unitId, viewer);
  const campaign = checkNamed(input.campaignId, named.campaign, isLaunched, 'campaignId');
  const exemplar = checkNamed(input.exemplarId, named.exemplar, isIntroduced, 'exemplarId');
  if (!planned.ok || !campaign.ok || !exemplar.ok) return refuse(...refusalsOf(planned, campaign, exemplar));
  return accept({ ...planned.value, campaignId: campaign.value, exemplarId: exemplar.value });
}

function checkNamed<T extends { readonly id: string }>(
  raw: string | null | undefined,
  found: T | undefined,
  may: (one: T) => boolean,
  field: string,
): Result<T['id'] | null> {
  if (raw == null) return accept(null);
  return found && may(found) ? accept(found.id) : refuse(refusal('NOT_FOUND', field));
}

function checkPlanned(
  input: ItemInput,
  plan: PublicityPlan | undefined,
  unitId: Id<'unt'>,
  { registry, on }: Viewer,
): Result<Pick<MediaItem, 'planId' | 'event'>> {
  const asks = (one: PublicityPlan) =>
    one.status === 'APPROVED' && registry.covers(one.hostUnitId, unitId, on);
  const planId = checkNamed(input.publicityPlanId, plan, asks, 'publicityPlanId');
  const events = planId.ok && planId.value !== null && plan ? plan.events : [];
  const found = events.find(({ number }) => number === input.event);
  const missing = input.event == null || found ? [] : [refusal('NOT_FOUND', 'event')];
  if (!planId.ok || missing.length > 0) return refuse(...refusalsOf(planId), ...missing);
  return accept({ planId: planId.value, event: found?.number ?? null });
}
