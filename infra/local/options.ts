import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export type Options = {
  readonly exit: boolean;
  readonly fresh: boolean;
  readonly port: number;
  readonly folder: string;
};

export const usage = `npm start -- [--exit] [--fresh] [--port N] [--folder F]
  --exit      play the year, check it, write .local/year-2021.json, and stop
  --fresh     begin anew, without the data of earlier runs
  --port N    where GraphQL is served; 4000 unless given
  --folder F  where data is kept; .local unless given`;

/** The options of the command line; throws with the usage when it can't be understood. */
export function readOptions(args: readonly string[], home: string): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        exit: { type: 'boolean', default: false },
        fresh: { type: 'boolean', default: false },
        port: { type: 'string', default: '4000' },
        folder: { type: 'string', default: home },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`no port: ${values.port}`);
    return { exit: values.exit, fresh: values.fresh, port, folder: resolve(values.folder) };
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`, {
      cause: error,
    });
  }
}
