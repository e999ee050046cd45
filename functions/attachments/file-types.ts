/** A kind of file that is taken. `mainPart` is how an Office package names what it is. */
export type FileType = {
  readonly contentType: string;
  readonly extensions: readonly string[];
  readonly mainPart?: string;
};

export const maxFileSize = 50 * 1024 * 1024;

const ooxml = 'application/vnd.openxmlformats-officedocument';

/**
 * All that is taken. The old binary formats (.doc, .xls) are not: macros in them can't be told without a parser of
 * their own, and every office suite saves the newer ones.
 */
export const fileTypes: readonly FileType[] = [
  { contentType: 'application/pdf', extensions: ['pdf'] },
  {
    contentType: `${ooxml}.wordprocessingml.document`,
    extensions: ['docx'],
    mainPart: `${ooxml}.wordprocessingml.document.main+xml`,
  },
  {
    contentType: `${ooxml}.spreadsheetml.sheet`,
    extensions: ['xlsx'],
    mainPart: `${ooxml}.spreadsheetml.sheet.main+xml`,
  },
  { contentType: 'application/vnd.oasis.opendocument.text', extensions: ['odt'] },
  { contentType: 'application/vnd.oasis.opendocument.spreadsheet', extensions: ['ods'] },
  { contentType: 'text/csv', extensions: ['csv'] },
  { contentType: 'image/jpeg', extensions: ['jpg', 'jpeg'] },
  { contentType: 'image/png', extensions: ['png'] },
];

export const fileTypeOf = (contentType: string): FileType | undefined =>
  fileTypes.find((type) => type.contentType === contentType);

type Kind = 'FILE_EXECUTABLE' | 'FILE_MACRO' | 'FILE_HTML' | 'FILE_SVG';

/** Kinds that are refused by a name of their own, so that people learn what was wrong. */
const refused: Readonly<Record<Kind, { readonly extensions: readonly string[]; readonly types: RegExp }>> = {
  FILE_EXECUTABLE: {
    extensions: [
      ...[
        'exe',
        'dll',
        'com',
        'scr',
        'pif',
        'cpl',
        'msi',
        'msp',
        'msix',
        'appx',
        'bat',
        'cmd',
        'ps1',
        'psm1',
      ],
      ...['vbs', 'vbe', 'js', 'jse', 'mjs', 'wsf', 'wsh', 'wsc', 'hta', 'jar', 'class', 'lnk', 'reg', 'inf'],
      ...[
        'sh',
        'bash',
        'py',
        'pl',
        'rb',
        'php',
        'elf',
        'so',
        'bin',
        'run',
        'app',
        'dmg',
        'pkg',
        'deb',
        'rpm',
        'apk',
      ],
    ],
    types:
      /^application\/(x-msdownload|x-msdos-program|vnd\.microsoft\.portable-executable|x-executable|x-elf|x-mach-binary|x-sh|java-archive|x-ms-shortcut|javascript|x-msi)$|^text\/(javascript|x-python|x-shellscript)$/,
  },
  FILE_MACRO: {
    extensions: ['docm', 'dotm', 'xlsm', 'xltm', 'xlam', 'xlsb', 'pptm', 'potm', 'ppsm', 'ppam', 'sldm'],
    types: /macroenabled/,
  },
  FILE_HTML: {
    extensions: ['html', 'htm', 'xhtml', 'xht', 'shtml', 'mht', 'mhtml'],
    types: /^text\/html$|^application\/xhtml\+xml$/,
  },
  FILE_SVG: { extensions: ['svg', 'svgz'], types: /^image\/svg/ },
};

const kinds = (['FILE_EXECUTABLE', 'FILE_MACRO', 'FILE_HTML', 'FILE_SVG'] as const).map((kind) => ({
  kind,
  ...refused[kind],
}));

export const refusedByExtension = (extension: string): Kind | undefined =>
  kinds.find((one) => one.extensions.includes(extension))?.kind;

export const refusedByContentType = (contentType: string): Kind | undefined =>
  kinds.find((one) => one.types.test(contentType))?.kind;
