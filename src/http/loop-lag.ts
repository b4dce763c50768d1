const every_ms = 500;

let worst_ms = 0;

/** Watches how late the event loop is: a timer that should fire every half second, and how much later it does. */
export function watchLoop(): { stop: () => void } {
  let expected = performance.now() + every_ms;
  const timer = setInterval(() => {
    worst_ms = Math.max(worst_ms, performance.now() - expected);
    expected = performance.now() + every_ms;
  }, every_ms);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

/** The worst lateness in milliseconds since this was last asked. */
export function takeWorstLag(): number {
  const worst = worst_ms;
  worst_ms = 0;
  return Math.max(0, worst);
}
