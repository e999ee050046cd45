/** A day on which a story goes on, and what then happens. */
export type Day = { readonly on: string; readonly what: string };

/** A part of the year: tells the day that it waits for, and does its work once that has come. */
export type Story = AsyncGenerator<Day, void>;

export const at = (on: string, what: string): Day => ({ on, what });

/** Plays stories side by side, always going on with the one whose day is the next; the first of them on the same day. */
export async function tell(stories: readonly Story[], day: (next: Day) => void): Promise<void> {
  const waiting = await Promise.all(stories.map(async (story) => ({ story, next: await story.next() })));
  for (;;) {
    const due = waiting.filter(({ next }) => !next.done).sort(byDay)[0];
    if (!due || due.next.done) return;
    day(due.next.value);
    due.next = await due.story.next();
  }
}

type Waiting = { readonly next: IteratorResult<Day, void> };

const dayOf = ({ next }: Waiting): string => (next.done ? '' : next.value.on);

const byDay = (a: Waiting, b: Waiting): number => (dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : 0);
