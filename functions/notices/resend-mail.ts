import { administersAll, requireAdmin } from '../access/user.policy.ts';
import { today } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import { mutate } from '../kernel/mutate.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { MailStore } from './mail.store.ts';
import { again, type Mail } from './mail.ts';
import type { AddressDeps } from './notice-settings.ts';
import { boxPk } from './notice.store.ts';

export type ResendDeps = AddressDeps & { readonly mails: Pick<MailStore, 'get' | 'put'> };

export type ResendMailInput = {
  readonly userId: string;
  readonly noticeId: string;
  readonly idempotencyKey: string;
};

/** Lets a mail that was given up wait for the next run. Codes: NOT_FOUND, WRONG_STATE, NOTICE_NO_ADDRESS. */
export function resendMail(deps: ResendDeps, input: ResendMailInput): Promise<Result<Mail>> {
  const [userId, noticeId] = [parseId('usr', input.userId), parseId('ntc', input.noticeId)];
  const load = async () => (userId && noticeId ? deps.mails.get(userId, noticeId) : undefined);
  return mutate(deps, {
    operation: 'resendMail',
    input,
    load: () =>
      Promise.all([
        deps.units.registry(),
        userId && deps.users.get(userId),
        userId && deps.notices.box(userId),
        load(),
      ]),
    decide: ([registry, user, box, mail], actor) => {
      requireAdmin(actor);
      const on = today(deps.clock);
      if (!box || !user || !administersAll(actor, registry, user, on))
        return refuse(refusal('NOT_FOUND', 'userId'));
      if (!mail) return refuse(refusal('NOT_FOUND', 'noticeId'));
      if (mail.state !== 'FAILED') return refuse(refusal('WRONG_STATE', 'noticeId', { state: mail.state }));
      if (box.address === null) return refuse(refusal('NOTICE_NO_ADDRESS', 'userId'));
      const waiting = again(mail, deps.clock.now());
      const after = { ...box, version: box.version + 1 };
      return accept({
        result: waiting,
        resultId: mail.noticeId,
        writes: [deps.notices.replaceBox(after), deps.mails.put(mail, waiting)],
        event: {
          pk: boxPk(box.userId),
          aggregateId: box.userId,
          seq: after.version,
          name: 'NoticeMailResent',
          facts: { noticeId: mail.noticeId },
        },
      });
    },
    reload: load,
  });
}
