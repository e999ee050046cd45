import { today } from '../kernel/clock.ts';
import type { LocalDate } from '../kernel/dates.ts';
import { weighService, type Position, type ServiceAnswer } from '../law/service.ts';
import type { Subject } from '../subjects/subject.ts';
import type { RecordDeps } from './change-file.ts';
import { isOf, type RecordFile } from './entry.ts';
import { mayRecord } from './record.policy.ts';

export type ServiceAsked = { readonly retiresLater: boolean | null; readonly on: LocalDate };

/** Weighs the positions on a person's record; null for what isn't a person, or who doesn't look after them. */
export async function viewService(
  deps: RecordDeps,
  subject: Subject,
  { retiresLater, on }: ServiceAsked,
): Promise<ServiceAnswer | null> {
  const [file, actor, registry] = await Promise.all([
    deps.records.get(subject.id),
    deps.actor(),
    deps.units.registry(),
  ]);
  const viewer = { actor, registry, on: today(deps.clock) };
  if (subject.kind !== 'INDIVIDUAL' || !mayRecord(viewer, 'OPEN', 'view', subject.unitId)) return null;
  const positions = positionsOn(file, on);
  const answer = weighService({ positions, woman: subject.sex === 'FEMALE', retiresLater, on });
  const doubts = [
    ...(positions.length === 0 ? ['Chưa ghi chức vụ nào của người này.'] : []),
    ...(subject.sex === null ? ['Chưa rõ giới tính: nữ giữ chức vụ lãnh đạo cần ít năm hơn.'] : []),
  ];
  return doubts.length === 0
    ? answer
    : { ...answer, outcome: 'NEEDS_HUMAN_LOOK', needsHumanLook: [...doubts, ...answer.needsHumanLook] };
}

/** What had been held by a day; of what is held longer the time up to it. */
const positionsOn = ({ entries }: RecordFile, on: LocalDate): readonly Position[] =>
  entries.flatMap(({ content }) =>
    isOf(content, 'POSITION') && content.from <= on
      ? [
          {
            group: content.group,
            from: content.from,
            to: content.to !== null && content.to <= on ? content.to : null,
          },
        ]
      : [],
  );
