/** Somebody asked the runner to stop before it had done its work. */
export class Interrupted extends Error {
  constructor() {
    super('interrupted');
  }
}

/** What there is no waiting for any longer: whoever hangs is left behind. */
const patienceMs = 10_000;

/**
 * Ctrl-C and its like, from now on. npm hands on a signal that the terminal has sent to its whole group already, so each
 * comes twice and only the first counts.
 */
export function interruption() {
  const interrupted = new Promise<void>((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.on(signal, () => {
        done();
        setTimeout(() => process.exit(130), patienceMs).unref();
      });
  });
  const broken = interrupted.then((): never => {
    throw new Interrupted();
  });
  // Nobody may be waiting when it comes.
  broken.catch(() => undefined);
  return {
    interrupted,
    unlessInterrupted: <T>(work: Promise<T>): Promise<T> => Promise.race([work, broken]),
  };
}
