import type { Id } from '../kernel/ids.ts';

/** Who a file came from: whoever holds the code, or the people who handle it. */
export const fileSides = ['SENDER', 'STAFF'] as const;
export type FileSide = (typeof fileSides)[number];

/** That a file belongs to a complaint; what became of it, the attachment says. */
export type ComplaintFile = { readonly fileId: Id<'att'>; readonly side: FileSide; readonly at: string };

/** How many files of a complaint may come from each side, those that came to nothing with them. */
export const maxFiles: Readonly<Record<FileSide, number>> = { SENDER: 20, STAFF: 50 };
