import { contentDisposition } from '../attachments/file-name.ts';
import type { Files } from '../attachments/files.ts';
import { signedIn } from '../kernel/actor.ts';
import { AppError } from '../kernel/app-error.ts';
import { instant } from '../kernel/clock.ts';
import { parseId } from '../kernel/ids.ts';
import { log } from '../kernel/log.ts';
import type { Page, PageArgs } from '../kernel/paging.ts';
import { refusal } from '../kernel/refusal.ts';
import { accept, refuse, type Result } from '../kernel/result.ts';
import type { ExportDeps } from './deps.ts';
import { contentTypes, exportKey, fileNameOf, statusOf, type Export } from './export.ts';
import { openSheet } from './open-sheet.ts';

export type ExportDownload = { readonly export: Export; readonly url: string; readonly expiresAt: string };

/** A link can be passed on while it lives, so it lives just long enough to be followed. */
const linkSeconds = 60;

/** For whoever asked for it alone; undefined otherwise. */
export async function viewExport(
  deps: Pick<ExportDeps, 'exports' | 'userId'>,
  rawId: string,
): Promise<Export | undefined> {
  const id = parseId('exp', rawId);
  const one = id && (await deps.exports.get(id));
  return one?.startedBy === deps.userId ? one : undefined;
}

/** The caller's own, the latest first. */
export async function listExports(deps: ExportDeps, args: PageArgs): Promise<Page<Export>> {
  return deps.exports.pageByUser(signedIn(await deps.actor()).userId, args);
}

/** A short link to the file, after asking again whether the caller may read the list. NOT_FOUND, EXPORT_NOT_READY, EXPORT_NOT_ALLOWED. */
export async function exportDownload(
  deps: ExportDeps & { readonly files: Pick<Files, 'presignGet'> },
  rawId: string,
): Promise<Result<ExportDownload>> {
  const one = await viewExport(deps, rawId);
  if (!one) return refuse(refusal('NOT_FOUND', 'id'));
  const status = statusOf(one, instant(deps.clock));
  if (status !== 'READY') return refuse(refusal('EXPORT_NOT_READY', 'id', { status }));
  if (!(await stillAllowed(deps, one))) return refuse(refusal('EXPORT_NOT_ALLOWED', 'id'));
  const url = await deps.files.presignGet({
    key: exportKey(one.id),
    contentType: contentTypes[one.format],
    disposition: contentDisposition(fileNameOf(one)),
    seconds: linkSeconds,
  });
  log.info('EXPORT_LINK', { exportId: one.id, userId: deps.userId, requestId: deps.requestId });
  const until = new Date(deps.clock.now().getTime() + linkSeconds * 1000);
  return accept({ export: one, url, expiresAt: until.toISOString() });
}

async function stillAllowed(deps: ExportDeps, { ask }: Export): Promise<boolean> {
  try {
    return (await openSheet(deps, ask)) !== undefined;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}
