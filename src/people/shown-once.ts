/** Keeps a secret between the change that made it and the page that shows it: in memory, for one person, once, for two minutes. */
export function shownOnce(clock: () => Date) {
  const kept = new Map<string, { secret: string; until: number }>();
  return {
    keep(by: string, about: string, secret: string): void {
      const now = clock().getTime();
      for (const [key, { until }] of kept) if (until < now) kept.delete(key);
      kept.set(`${by} ${about}`, { secret, until: now + 120_000 });
    },
    take(by: string, about: string): string | null {
      const found = kept.get(`${by} ${about}`);
      kept.delete(`${by} ${about}`);
      return found && found.until >= clock().getTime() ? found.secret : null;
    },
  };
}

export type ShownOnce = ReturnType<typeof shownOnce>;
