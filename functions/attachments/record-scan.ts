import { log } from '../kernel/log.ts';
import { idOfKey, told } from './accept-attachment.ts';
import { advance, keepClean, tidy, type Background } from './advance.ts';
import { judge, sameObject, type Attachment, type Verdict } from './attachment.ts';

export type Scan = Verdict & { readonly key: string };

/** Takes the scanner's verdict, which may come before, after or several times; throws when it must be told again. */
export async function recordScan(deps: Background, { key, ...verdict }: Scan): Promise<void> {
  const id = idOfKey(key);
  if (!id) return;
  const file = await advance(deps, id, (known) => {
    if (alreadyTold(known, verdict)) return null;
    const after = judge(known, verdict, deps.clock.now());
    return after && keepClean(deps, { after, ...told(after, 'AttachmentJudged') });
  });
  if (file?.status === 'CLEAN' && verdict.result === 'THREATS_FOUND')
    log.error('ATTACHMENT_THREAT_AFTER_CLEAN', { attachmentId: id });
  await tidy(deps, file, { key, versionId: verdict.object.versionId });
}

const alreadyTold = ({ verdict: known }: Attachment, { object, result }: Verdict): boolean =>
  known !== null && known.result === result && sameObject(known.object, object);
